"""The part of the rules that lies in ``public``: the working-day calendar, common to all governments."""
