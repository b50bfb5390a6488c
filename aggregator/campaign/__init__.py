"""The letter as data: dates, limits, fields, forms and units, loaded into frozen objects."""
