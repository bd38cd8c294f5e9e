"""Rules in schema ``public``: the working-day calendar, common to all governments."""
