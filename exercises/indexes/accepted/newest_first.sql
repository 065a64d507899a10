create index if not exists "by department" on employees (department_id);
create index if not exists by_employee on orders (employee_id asc);
create index if not exists by_date on orders (order_date desc);
