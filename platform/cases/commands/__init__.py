"""Commands: one function per verb of the procedure; each opens the door once. Nothing else changes a case.

``command(actor, ref, key, **inputs)``: ``ref`` is the id of the step's object, ``key`` the caller's
idempotency key; it returns that object, or raises Refusal, NotPermitted or NotVisible and changes nothing.
"""

# Everything public: a command is listed where it is written and nowhere again; a test looks that each step has one.
from cases.commands.across import *
from cases.commands.answer import *
from cases.commands.closing import *
from cases.commands.dates import *
from cases.commands.dispatching import *
from cases.commands.extension import *
from cases.commands.feedback import *
from cases.commands.handling import *
from cases.commands.protection import *
from cases.commands.registration import *
from cases.commands.reporting import *
from cases.commands.urging import *
