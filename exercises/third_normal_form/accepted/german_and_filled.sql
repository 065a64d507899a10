CREATE TABLE abteilung (
    nummer INTEGER PRIMARY KEY,
    bezeichnung VARCHAR,
    ort VARCHAR
);
INSERT INTO abteilung SELECT DISTINCT department_id, department_name, department_location FROM employees_flat;

CREATE TABLE mitarbeiter (
    personalnummer INTEGER PRIMARY KEY,
    anzeigename VARCHAR,
    gehalt DOUBLE,
    abteilung INTEGER REFERENCES abteilung (nummer)
);
INSERT INTO mitarbeiter SELECT employee_id, employee_name, salary, department_id FROM employees_flat;

CREATE TABLE durchwahl (
    wer INTEGER REFERENCES mitarbeiter (personalnummer),
    nummer VARCHAR,
    PRIMARY KEY (wer, nummer)
);
INSERT INTO durchwahl SELECT employee_id, unnest(string_split(phones, ';')) FROM employees_flat;
