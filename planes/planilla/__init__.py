"""The Excel workbook out and in (Q9): a report, or the register of actions, filled offline.

``modelo`` describes sheets as rows of values in one canonical spelling; ``libro`` writes that
description as a workbook and ``archivo`` + ``lectura`` read one back, whatever somebody did to
it. ``hojas`` describes a report and ``cambios`` says what a workbook would change in it;
``acciones`` does both for the register. The description is made anew when a workbook comes back,
so what goes out and what is understood cannot drift apart.
"""
