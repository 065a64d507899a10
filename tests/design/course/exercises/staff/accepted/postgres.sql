CREATE TABLE "Staff" ("staff_id" SERIAL PRIMARY KEY, "staff_name" TEXT, "manager" INT REFERENCES "Staff" ("staff_id") ON DELETE SET NULL, "office" INT REFERENCES "Offices" ("office_id"));
CREATE TABLE "Offices" ("office_id" INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "city_id" INT REFERENCES "Cities" ("city_id"));
CREATE TABLE "Cities" ("city_id" SERIAL PRIMARY KEY, "city" TEXT, "country" CHAR(2));
