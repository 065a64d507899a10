CREATE TABLE [cities] ([city_id] INT IDENTITY(1,1) PRIMARY KEY, [city] NVARCHAR(50), [country] NCHAR(2));
GO
CREATE TABLE [offices] ([office_id] INT PRIMARY KEY CLUSTERED, [city_id] INT FOREIGN KEY REFERENCES [cities]([city_id]));
GO
CREATE TABLE [staff] ([staff_id] INT PRIMARY KEY, [staff_name] NVARCHAR(MAX), [manager_id] INT FOREIGN KEY REFERENCES [staff]([staff_id]), [office_id] INT FOREIGN KEY REFERENCES [offices]([office_id]));
