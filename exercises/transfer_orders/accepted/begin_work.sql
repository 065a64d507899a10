-- Short words, lower case, an alias.
begin;
update orders as o set employee_id = 102 where o.employee_id = 101;
end;
