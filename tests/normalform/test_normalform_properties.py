"""The theory against its definitions, each promise on 1,000 random cases of 3 to 6 attributes."""

from itertools import combinations

from brute_force import (
    Case,
    Parted,
    Split,
    agreeing,
    cases,
    closed,
    closures,
    form,
    joined,
    keeps,
    keys,
    many,
    models,
    naive_chase,
    parted,
    splits,
    subsets,
    tables,
)
from hypothesis import given

from sqlgym.normalform import (
    Dependency,
    Form,
    analyse,
    bcnf_decomposition,
    candidate_keys,
    canonical_cover,
    chase,
    closure,
    discover,
    equivalent,
    is_lossless,
    lost_dependencies,
    minimal_cover,
    normal_form,
    prime_attributes,
    projection,
    synthesis,
)


@many
@given(parted(1, 1))
def test_a_closure_is_what_every_model_agrees_on(case: Parted) -> None:
    whole, rules, [part] = case
    assert closure(part, rules) == closed(part, models(whole, rules))


@many
@given(cases)
def test_keys_are_all_minimal_sets_that_determine_the_relation(case: Case) -> None:
    whole, rules = case
    expected = keys(whole, closures(whole, whole, rules))
    assert sorted(map(sorted, candidate_keys(whole, rules))) == sorted(map(sorted, expected))
    assert prime_attributes(whole, rules) == frozenset().union(*expected)


@many
@given(cases)
def test_a_minimal_cover_means_the_same_and_has_nothing_to_spare(case: Case) -> None:
    whole, rules = case
    cover = minimal_cover(rules)
    meaning = models(whole, rules)
    assert models(whole, cover) == meaning
    for place, rule in enumerate(cover):
        others = cover[:place] + cover[place + 1 :]
        assert len(rule.right) == 1
        assert models(whole, others) != meaning
        for name in rule.left:
            assert models(whole, (*others, Dependency(rule.left - {name}, rule.right))) != meaning


@many
@given(cases)
def test_a_canonical_cover_has_one_rule_a_left_side_and_equivalence_is_to_have_the_same_models(
    case: Case,
) -> None:
    whole, rules = case
    cover = canonical_cover(rules)
    assert len({rule.left for rule in cover}) == len(cover)
    assert models(whole, cover) == models(whole, rules)
    assert equivalent(cover, rules[1:]) == (models(whole, rules) == models(whole, rules[1:]))


@many
@given(parted(1, 1))
def test_a_projection_tells_all_that_holds_in_a_part_and_no_more(case: Parted) -> None:
    whole, rules, [part] = case
    cover = projection(part, rules)
    assert closures(part, part, cover) == closures(part, whole, rules)


@many
@given(parted(1, 1))
def test_the_normal_form_of_whole_and_part_is_that_of_the_definition(case: Parted) -> None:
    whole, rules, [part] = case
    assert normal_form(whole, rules) == form(whole, whole, rules)
    assert normal_form(part, rules) == form(part, whole, rules)


@many
@given(parted(1, 1))
def test_each_violation_is_a_dependency_that_breaks_its_form(case: Parted) -> None:
    whole, rules, [part] = case
    determined = closures(part, whole, rules)
    found = keys(part, determined)
    prime = frozenset[str]().union(*found)
    for one in analyse(part, rules).violations:
        assert one.rule.right <= determined[one.rule.left] != part
        assert one.rule.right & one.rule.left == frozenset()
        assert one.rule.right <= prime if one.form is Form.BOYCE_CODD else not one.rule.right & prime
        assert (one.key in found and one.rule.left < one.key) == (one.form is Form.SECOND)


@many
@given(parted(2, 4))
def test_the_chase_agrees_with_one_done_by_hand(case: Parted) -> None:
    whole, rules, parts = case
    assert is_lossless(whole, parts, rules) == naive_chase(whole, parts, rules)


@many
@given(splits(2))
def test_two_parts_are_lossless_if_their_overlap_multidetermines_one(case: Split) -> None:
    whole, rules, lists, (one, other) = case
    found = models(whole, rules, lists)
    expected = all(one <= model or other <= model for model in found if one & other <= model)
    assert is_lossless(whole, (one, other), rules, lists) == expected


@many
@given(splits(4))
def test_a_lossy_split_comes_with_rows_that_keep_the_rules_and_join_to_more(case: Split) -> None:
    whole, rules, lists, parts = case
    end = chase(whole, parts, rules, lists)
    rows = set(end.rows)
    assert (end.spurious is None) == end.lossless
    if end.spurious is not None:
        assert keeps(rows, end.columns, rules, lists)
        assert end.spurious not in rows
        assert end.spurious in joined(rows, end.columns, parts)


@many
@given(splits(4), tables)
def test_a_lossless_split_joins_to_the_rows_it_was_made_of(case: Split, data: list[tuple[int, ...]]) -> None:
    whole, rules, lists, parts = case
    columns = sorted(whole)
    rows = {(row * 2)[: len(columns)] for row in data}
    if is_lossless(whole, parts, rules, lists) and keeps(rows, columns, rules, lists):
        assert joined(rows, columns, parts) == rows


@many
@given(parted(1, 4))
def test_a_rule_is_lost_if_what_holds_in_the_parts_does_not_imply_it(case: Parted) -> None:
    whole, rules, parts = case
    local = [
        Dependency(left, right) for part in parts for left, right in closures(part, whole, rules).items()
    ]
    known = models(whole, local)
    expected = tuple(rule for rule in rules if not rule.right <= closed(rule.left, known))
    assert lost_dependencies(parts, rules) == expected


@many
@given(cases)
def test_a_synthesised_design_is_lossless_preserving_in_3nf_and_without_surplus(case: Case) -> None:
    whole, rules = case
    design = synthesis(whole, rules)
    parts = [scheme.attributes for scheme in design]
    assert naive_chase(whole, parts, rules)
    assert lost_dependencies(parts, rules) == ()
    assert all(form(part, whole, rules) >= Form.THIRD for part in parts)
    assert not any(one <= other or other <= one for one, other in combinations(parts, 2))
    for scheme in design:
        assert scheme.key in keys(scheme.attributes, closures(scheme.attributes, whole, rules))


@many
@given(cases)
def test_a_bcnf_decomposition_is_lossless_and_in_bcnf(case: Case) -> None:
    whole, rules = case
    parts = [scheme.attributes for scheme in bcnf_decomposition(whole, rules)]
    assert naive_chase(whole, parts, rules)
    assert all(form(part, whole, rules) >= Form.BOYCE_CODD for part in parts)
    assert not any(one <= other or other <= one for one, other in combinations(parts, 2))


@many
@given(tables)
def test_discovery_finds_exactly_the_minimal_dependencies_of_the_rows(data: list[tuple[int, ...]]) -> None:
    columns = "abcdef"[: len(data[0])] if data else "abc"
    whole = frozenset(columns)
    agreed = [agreeing(one, other, columns) for one, other in combinations(data, 2)]
    holding = {
        (left, name)
        for left in subsets(whole)
        for name in whole - left
        if all(name in same for same in agreed if left <= same)
    }
    expected = {
        (left, name) for left, name in holding if not any((left - {one}, name) in holding for one in left)
    }
    assert {(rule.left, name) for rule in discover(data, columns) for name in rule.right} == expected
