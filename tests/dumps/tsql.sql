IF EXISTS(SELECT name FROM sys.databases WHERE name = N'Store')
BEGIN
    ALTER DATABASE [Store] SET OFFLINE WITH ROLLBACK IMMEDIATE;
    DROP DATABASE [Store];
END
GO
CREATE DATABASE [Store];
GO
USE [Store];
GO
if exists (select * from sysobjects where id = object_id('dbo.Item')) drop table "dbo"."Item"
GO
CREATE TABLE [dbo].[Item]
(
    [ItemId] INT NOT NULL IDENTITY(10,5),
    [Name] NVARCHAR(160) NOT NULL,
    [Price] MONEY NULL CONSTRAINT "DF_p" DEFAULT (0),
    [Made] DATETIME,
    [Gone] BIT NOT NULL CONSTRAINT DF_g DEFAULT ((0)),
    [Guid] uniqueidentifier DEFAULT newid(),
    [Pic] "image" NULL,
    [Doubled] AS ([Price]*2),
    CONSTRAINT [PK_Item] PRIMARY KEY CLUSTERED ([ItemId] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY],
    CONSTRAINT "CK" CHECK (Price >= 0)
) ON [PRIMARY]
GO
CREATE TABLE [Order Details] ([OrderId] int, [ItemId] int, Qty smallint DEFAULT 1,
  CONSTRAINT PK_od PRIMARY KEY NONCLUSTERED (OrderId, ItemId))
GO
set identity_insert "Item" on
go
INSERT INTO [dbo].[Item] ([ItemId], [Name], [Price], [Made], [Gone], [Pic]) VALUES (1, N'O''Brien', 12.5, '2009/1/1', 0, 0x15)
INSERT "Item"("ItemId","Name","Price","Made","Gone") VALUES(2,'b',$3.5,CAST(N'2010-01-02T00:00:00.000' AS DateTime),1)
INSERT "Item" VALUES(3,'b',NULL,'7/4/1996',1,NULL,NULL)
go
set identity_insert "Item" off
INSERT INTO Item (Name) VALUES ('numbered'), (N'twice')
INSERT INTO [Order Details] SELECT 1, 1, 5 UNION ALL
SELECT 1, 2, 6
INSERT INTO [dbo].[Order Details]
  (OrderId, ItemId)
VALUES
  (9, 3)
UPDATE Item
SET Name = 'bb'
WHERE ItemId = 2
GO
ALTER TABLE [dbo].[Order Details] WITH CHECK ADD CONSTRAINT [FK_1] FOREIGN KEY([ItemId])
REFERENCES [dbo].[Item] ([ItemId]) ON DELETE CASCADE
GO
ALTER TABLE [dbo].[Order Details] CHECK CONSTRAINT [FK_1]
GO
ALTER TABLE Item ADD CONSTRAINT DF_made DEFAULT getdate() FOR Made
CREATE NONCLUSTERED INDEX [ix] ON [dbo].[Item] ([Name])
GO
CREATE PROCEDURE p AS
SELECT * FROM Item
INSERT INTO Item (Name) VALUES ('never')
GO
CREATE VIEW [Some Items] AS
SELECT [Name] FROM Item
GO
EXEC sp_addextendedproperty 'a', 'b'
GO
