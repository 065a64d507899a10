-- Idea: upper and lower case are the same to SQL, outside of quotes.
select NAME, SALARY from EMPLOYEES where 1 = 1;
