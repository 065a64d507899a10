-- Idea: the payroll is a little query about this department.
SELECT id, name, payroll, payroll * 100.0 / whole AS share, place
FROM (
    SELECT *, RANK() OVER (ORDER BY payroll DESC NULLS LAST) AS place
    FROM (
        SELECT
            d.id,
            d.name,
            (SELECT SUM(e.salary) FROM Employees AS e WHERE e.department_id = d.id) AS payroll,
            (SELECT SUM(salary) FROM Employees) AS whole
        FROM Departments AS d
    ) AS sums
) AS ranked
WHERE payroll >= 120000
ORDER BY place, id;
