"""The sheets of the master workbook, a file a sheet or a group of like sheets."""
