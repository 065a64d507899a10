-- This pays the bonus twelve times, 5,500 too much.
-- Look at the brackets: what is taken times twelve?
SELECT id, name, (salary + 500) * 12 AS yearly_pay
FROM Employees;
