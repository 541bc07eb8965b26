"""The public site. Plan and figures come from the published cut only (``informes.mostrado``)."""
