"""Transit nationals: what announcements, returns and places do to encounters."""
