"""What two governments, employers and workers share: tables, their migrations, who may ask for rows."""
