"""Spanish number format of the whole portal: 1 234,5 (thousands with a hard space)."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
