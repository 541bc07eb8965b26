"""Documents in PDF: how any of them is typeset (``pdf``), and the record of a sent report."""
