"""Russian dates as they stand in tables; everything else is Django's own."""

SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
