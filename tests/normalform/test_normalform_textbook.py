"""The theory on cases of papers and textbooks, and on those that a student meets."""

import pytest
from brute_force import fd, fds, mvd, relation

from sqlgym.errors import UsageError
from sqlgym.normalform import (
    Form,
    Multivalued,
    Violation,
    analyse,
    bcnf_decomposition,
    candidate_keys,
    canonical_cover,
    chase,
    closure,
    implies,
    is_lossless,
    is_superkey,
    lost_dependencies,
    minimal_cover,
    normal_form,
    parse_attributes,
    parse_dependency,
    preserves,
    projection,
    synthesis,
    widened,
)

STAFF = parse_attributes("employee_id, employee_name, department_id, department_name, phone")
STAFF_RULES = (
    parse_dependency("employee_id -> employee_name, department_id"),
    parse_dependency("department_id -> department_name"),
)


def test_a_closure_goes_on_until_nothing_is_added() -> None:
    """The example of Silberschatz et al.: AG is a superkey of (A, B, C, G, H, I)."""
    rules = fds("a>b a>c cg>h cg>i b>h")
    assert closure(relation("ag"), rules) == relation("abcghi")
    assert is_superkey(relation("ag"), relation("abcghi"), rules)
    assert implies(rules, fd("ag>i"))
    assert not implies(rules, fd("g>i"))


def test_pairs_that_determine_each_other_give_two_to_the_n_keys() -> None:
    """The classical bound: n pairs of equivalent attributes."""
    assert len(candidate_keys(relation("abcdef"), fds("a>b b>a c>d d>c e>f f>e"))) == 8


def test_a_relation_without_rules_is_its_own_key_and_in_every_form() -> None:
    analysis = analyse(relation("ab"), ())
    assert analysis.keys == (relation("ab"),)
    assert (analysis.form, analysis.violations) == (Form.FOURTH, ())


def test_a_cover_drops_what_is_extraneous() -> None:
    """The example of Silberschatz et al.: A → BC, B → C, A → B, AB → C."""
    assert canonical_cover(fds("a>bc b>c a>b ab>c")) == fds("a>b b>c")


def test_a_cover_reduces_left_sides_one_attribute_at_a_time() -> None:
    """Each of a and b is extraneous beside the other, both are not."""
    assert minimal_cover(fds("ab>c a>b b>a")) == fds("a>b b>a b>c")


def test_of_two_covers_the_rules_that_come_first_are_kept() -> None:
    first, second = fds("a>b b>a a>c b>c"), fds("b>c b>a a>b a>c")
    assert fd("a>c") in minimal_cover(first)
    assert fd("b>c") in minimal_cover(second)


def test_a_projection_finds_rules_that_lead_through_what_was_left_out() -> None:
    """The example of Ullman: A → B, B → C seen on (A, C)."""
    assert projection(relation("ac"), fds("a>b b>c")) == fds("a>c")


def test_a_projection_keeps_all_of_a_left_side() -> None:
    """A library drops d from the left side here and says that e alone determines b."""
    assert projection(relation("deb"), fds("de>c c>b")) == fds("de>b")


def test_a_projection_that_would_explode_is_refused_with_the_attribute_to_blame() -> None:
    sources = [parse_dependency(f"{side}{number} -> m{number}") for number in range(12) for side in "ab"]
    middle = parse_dependency(", ".join(f"m{number}" for number in range(12)) + " -> z")
    part = frozenset(f"{side}{number}" for number in range(12) for side in "ab") | {"z"}
    with pytest.raises(UsageError, match="more than 1024 dependencies follow by way of 'm"):
        projection(part, [*sources, middle])


def test_a_partial_dependency_names_the_key_it_is_part_of() -> None:
    """Codd's second normal form: a supplier's city beside the parts that he delivers."""
    analysis = analyse(relation("spqc"), fds("sp>q s>c"))
    assert analysis.form is Form.FIRST
    assert analysis.violations == (Violation(Form.SECOND, fd("s>c"), relation("sp")),)


def test_a_transitive_dependency_breaks_third_normal_form() -> None:
    analysis = analyse(STAFF - {"phone"}, STAFF_RULES)
    assert analysis.form is Form.SECOND
    assert [str(one.rule) for one in analysis.violations] == ["department_id → department_name"]


def test_only_direct_dependencies_are_witnesses() -> None:
    """Employee → department name is partial, too, but it only follows from the two that are named."""
    assert [str(one.rule) for one in analyse(STAFF, STAFF_RULES).violations] == [
        "employee_id → department_id, employee_name",
        "department_id → department_name",
    ]


def test_a_street_with_its_city_is_in_3nf_and_not_in_bcnf() -> None:
    """The classical case: city, street → zip and zip → city."""
    analysis = analyse(relation("csz"), fds("cs>z z>c"))
    assert analysis.form is Form.THIRD
    assert analysis.violations == (Violation(Form.BOYCE_CODD, fd("z>c")),)


def test_a_partial_dependency_through_primes_of_two_keys_is_found() -> None:
    """No rule of the cover is partial, yet ab, a part of a key, determines f by way of c."""
    analysis = analyse(relation("abcdef"), fds("a>e ac>f bc>a be>c"))
    assert analysis.form is Form.FIRST
    assert analysis.violations[0] == Violation(Form.SECOND, fd("ab>f"), relation("abd"))


def test_a_rule_whose_right_side_is_partly_prime_breaks_two_forms() -> None:
    analysis = analyse(relation("abcd"), fds("ab>cd c>ad"))
    assert [(one.form, one.rule) for one in analysis.violations] == [
        (Form.SECOND, fd("c>d")),
        (Form.BOYCE_CODD, fd("c>a")),
    ]


def test_two_lists_in_one_relation_break_fourth_normal_form() -> None:
    """The example of Date: a course, its teachers and its texts."""
    analysis = analyse(relation("ctx"), (), [mvd("c>t")])
    assert analysis.form is Form.BOYCE_CODD
    assert analysis.violations == (Violation(Form.FOURTH, mvd("c>t")),)


@pytest.mark.parametrize(
    ("part", "rules"), [("ct", ""), ("tx", ""), ("ctx", "c>tx"), ("ctx", "c>t"), ("ctx", "c>x")]
)
def test_a_list_alone_or_one_that_is_determined_anyway_is_no_violation_of_4nf(part: str, rules: str) -> None:
    analysis = analyse(relation(part), fds(rules), [mvd("c>t")])
    assert not [one for one in analysis.violations if one.form is Form.FOURTH]


def test_a_list_takes_along_what_its_members_determine_and_their_owner_does_not() -> None:
    rules = fds("e>n ep>i i>ep p>o")
    assert widened(mvd("e>p"), rules) == Multivalued(relation("e"), relation("pio"))


def test_forms_are_ordered_and_read_from_their_names() -> None:
    assert Form("3NF") is Form.THIRD
    assert Form.FIRST < Form.SECOND < Form.THIRD < Form.BOYCE_CODD < Form.FOURTH
    assert normal_form(relation("ab"), fds("a>b")) >= Form.THIRD


def test_a_split_that_shares_no_key_invents_rows() -> None:
    """Employees and departments linked by the place of the department: two departments may share it."""
    end = chase(relation("edl"), [relation("el"), relation("dl")], fds("e>d d>l"))
    assert not end.lossless
    assert end.columns == ("d", "e", "l")
    assert end.rows == ((0, 2, 0), (1, 0, 0))
    assert end.spurious == (0, 0, 0)


def test_three_parts_can_be_lossless_though_no_two_of_them_are_joined_by_a_key() -> None:
    """The example of Ullman: ABCD in AD, AC, BCD under A → B, B → C, CD → A."""
    assert is_lossless(
        relation("abcd"), [relation("ad"), relation("ac"), relation("bcd")], fds("a>b b>c cd>a")
    )


def test_lists_make_a_split_lossless_that_dependencies_do_not() -> None:
    parts = [relation("ct"), relation("cx")]
    assert not is_lossless(relation("ctx"), parts, ())
    assert is_lossless(relation("ctx"), parts, (), [mvd("c>t")])


def test_two_lists_need_both_rules() -> None:
    parts = [relation("ea"), relation("eb"), relation("ec")]
    assert not is_lossless(relation("eabc"), parts, (), [mvd("e>a")])
    assert is_lossless(relation("eabc"), parts, (), [mvd("e>a"), mvd("e>b")])


def test_dependencies_and_lists_work_together_in_the_chase() -> None:
    """Coalescence: with e ->> p and o → p, where o is outside of the list, e determines p."""
    parts = [relation("ep"), relation("eo")]
    assert is_lossless(relation("epo"), parts, fds("o>p"), [mvd("e>p")])


def test_an_attribute_that_is_stored_nowhere_cannot_come_back() -> None:
    assert not is_lossless(relation("abc"), [relation("ab")], fds("a>bc"))
    assert is_lossless(relation("ab"), [relation("ab")], fds("a>bc"))


def test_lists_that_multiply_the_tableau_beyond_reason_are_refused() -> None:
    names = [f"l{number}" for number in range(9)]
    whole = frozenset(names) | {"e", "x", "y"}
    parts = [frozenset({"e", name, extra}) for name in names for extra in ("x", "y")]
    lists = [Multivalued(frozenset("e"), frozenset({name})) for name in names]
    with pytest.raises(UsageError, match="too many lists"):
        chase(whole, parts, (), lists)


def test_a_rule_may_be_preserved_though_no_part_holds_it() -> None:
    """The example of Ullman: A → B, B → C, C → D, D → A in AB, BC, CD."""
    parts = [relation("ab"), relation("bc"), relation("cd")]
    assert preserves(parts, fds("a>b b>c c>d d>a"), fd("d>a"))


def test_a_lost_rule_is_named_as_it_was_declared() -> None:
    assert lost_dependencies([relation("ed"), relation("el")], fds("e>d d>l")) == fds("d>l")


def test_synthesis_adds_a_relation_for_the_key() -> None:
    assert [one.attributes for one in synthesis(relation("abcd"), fds("a>b c>d"))] == [
        relation("ab"),
        relation("cd"),
        relation("ac"),
    ]


def test_synthesis_puts_equivalent_keys_into_one_relation() -> None:
    [scheme] = synthesis(relation("abcd"), fds("a>bc b>ad"))
    assert (scheme.attributes, scheme.key) == (relation("abcd"), relation("a"))


def test_synthesis_does_not_repeat_what_an_equivalent_key_explains() -> None:
    """Bernstein's example (xy → ad, cd → xy, ax → b, by → c, c → a): a must leave the merged relation."""
    design = synthesis(relation("xyabcd"), fds("xy>ad cd>xy ax>b by>c c>a"))
    assert [one.attributes for one in design if one.key == relation("cd")] == [relation("cdxy")]


def test_a_list_is_left_to_the_relation_of_the_key() -> None:
    assert frozenset({"employee_id", "phone"}) in [one.attributes for one in synthesis(STAFF, STAFF_RULES)]


def test_bcnf_may_cost_a_rule() -> None:
    design = [one.attributes for one in bcnf_decomposition(relation("csz"), fds("cs>z z>c"))]
    assert design == [relation("cz"), relation("sz")]
    assert lost_dependencies(design, fds("cs>z z>c")) == fds("cs>z")


def test_a_column_with_one_value_depends_on_nothing() -> None:
    constant = fd(">c")
    assert candidate_keys(relation("abc"), [constant, fd("a>b")]) == (relation("a"),)
    assert str(constant) == "{} → c"
