"""The API as a contract: what was released is not taken back. A field that goes is deprecated for a release first.

``graphql/released.graphql`` is the schema of the last release. A change that breaks a client is listed below with its
reason until the next release copies the snapshot there.
"""

from __future__ import annotations

from graphql import GraphQLEnumType, build_schema
from graphql.utilities import BreakingChangeType, find_breaking_changes

from support.sources import ROOT

# Description as graphql-core words it -> why it cannot be avoided.
NULL = "a lookup by id answers null, alike for what is absent and what is hidden; for some it was an error"
PAGES = "every list that is read by pages has one shape; these had shapes of their own"
ENUMS = "a fixed list of codes is an enum, whose values a client can know; these were texts"
CODES = "a code stands beside each label; here there was the label alone, under the code's name"
CAPITALS = "values of enums are written in capitals; names of steps were the only ones in small letters"
ACCEPTED: dict[str, str] = {
    "Query.assessmentRun changed type from AssessmentRun! to AssessmentRun.": NULL,
    "Query.assessmentScore changed type from AssessmentScore! to AssessmentScore.": NULL,
    "Query.assessmentItem changed type from AssessmentScoreItem! to AssessmentScoreItem.": NULL,
    "Query.assessmentScheme changed type from AssessmentScheme! to AssessmentScheme.": NULL,
    "Query.rulePack changed type from RulePack! to RulePack.": NULL,
    "Query.packDraft changed type from RulePackDraft! to RulePackDraft.": NULL,
    "Query.formerPart changed type from FormerPart! to FormerPart.": NULL,
    "NoticePage was removed.": PAGES,
    "Query.notices changed type from NoticePage! to NoticeConnection!.": PAGES,
    "Query.operatorChanges arg before was removed.": PAGES,
    "Query.operatorChanges changed type from [OperatorChange!]! to OperatorChangeConnection!.": PAGES,
    "Query.accountChanges changed type from [AccountChange!]! to AccountChangeConnection!.": PAGES,
    "Unit.kind changed type from String! to UnitKind!.": ENUMS,
    "Case.resultClassMeaning changed type from String to ResultMeaning.": CODES,
    "Procedure.publishDefault changed type from String! to PublishMode!.": ENUMS,
    "PackClass.means changed type from String! to ResultMeaning!.": ENUMS,
    "DueDay.step changed type from String to StepCode.": ENUMS,
    "CaseProposer.kind changed type from String! to ProposerKind!.": ENUMS,
    "CoOpinion.state changed type from String! to OpinionState!.": ENUMS,
    "ReturnRequest.decision changed type from String to ReturnDecision.": ENUMS,
    "ExtensionRequest.decision changed type from String to ExtensionDecision.": ENUMS,
    "Reply.resultClassMeaning changed type from String to ResultMeaning.": CODES,
    "ReplyPoint.resultClassMeaning changed type from String to ResultMeaning.": CODES,
    "FeedbackRound.channel changed type from String! to String.": CODES,
    "CaseEvent.machine changed type from String! to Machine!.": ENUMS,
    "OperatorChange.change changed type from String! to OperatorChangeKind!.": ENUMS,
    "GovernmentRow.tier changed type from String! to Tier!.": ENUMS,
    "GovernmentRow.state changed type from String! to GovernmentState!.": ENUMS,
    "AccountChange.change changed type from String! to AccountChangeKind!.": ENUMS,
    "Government.tier changed type from String! to Tier!.": ENUMS,
    "BoardGovernment.tier changed type from String! to Tier!.": ENUMS,
    "ProposerInput.kind changed type from String! to ProposerKind!.": ENUMS,
}


def renamed(name: str) -> dict[str, str]:
    """Values of an enum that stood in small letters and stand in capitals now."""
    before, now = (build_schema(snapshot(of)).type_map[name] for of in ("released.graphql", "schema.graphql"))
    assert isinstance(before, GraphQLEnumType) and isinstance(now, GraphQLEnumType)
    gone = [code for code in before.values if code not in now.values and code.upper() in now.values]
    return {f"{code} was removed from enum type {name}.": CAPITALS for code in gone}


def breaking(released: str, current: str) -> dict[str, BreakingChangeType]:
    """Changes from one schema to another after which a client's document may fail."""
    changes = find_breaking_changes(build_schema(released), build_schema(current))
    return {one.description: one.type for one in changes}


def snapshot(name: str) -> str:
    """A schema of the repository."""
    return (ROOT / "graphql" / name).read_text(encoding="utf-8")


def test_nothing_that_was_released_is_taken_back() -> None:
    found = breaking(snapshot("released.graphql"), snapshot("schema.graphql"))

    accepted = ACCEPTED | renamed("StepCode") | renamed("CrossingCode")

    assert sorted(found) == sorted(accepted)
    assert all(accepted.values())


def test_a_field_that_goes_and_an_argument_that_comes_are_noticed() -> None:
    released = "type Query { a: Int b(c: Int): Int }"

    assert set(breaking(released, "type Query { b(c: Int, d: Int!): Int }").values()) == {
        BreakingChangeType.FIELD_REMOVED,
        BreakingChangeType.REQUIRED_ARG_ADDED,
    }
    assert breaking(released, "type Query { a: Int @deprecated b(c: Int, d: Int): Int e: Int }") == {}
