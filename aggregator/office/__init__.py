"""The one kit for printed workbooks: cells, looks, heights, paper, tables. It knows no campaign."""
