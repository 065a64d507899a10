--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TYPE public.medium AS ENUM ('vinyl', 'cd', 'download');

CREATE TABLE public.genre (
    genre_id integer NOT NULL,
    name character varying(40) NOT NULL
);
ALTER TABLE public.genre OWNER TO shop;

CREATE TABLE public.artist (
    artist_id integer NOT NULL,
    name character varying(80) NOT NULL,
    country character(2)
);
COMMENT ON COLUMN public.artist.country IS 'NULL where it is not known';

CREATE TABLE public.record (
    record_id integer NOT NULL,
    title character varying(80) NOT NULL,
    artist_id integer NOT NULL,
    genre_id integer,
    released date,
    medium public.medium NOT NULL,
    price money NOT NULL,
    CONSTRAINT record_price CHECK ((price >= '0'::money))
);

CREATE TABLE public.clerk (
    clerk_id integer NOT NULL,
    name character varying(40) NOT NULL,
    reports_to integer
);

CREATE TABLE public.customer (
    customer_id integer NOT NULL,
    name character varying(60) NOT NULL,
    email character varying(60),
    country character(2) NOT NULL,
    clerk_id integer
);
COMMENT ON TABLE public.customer IS 'who has bought or may yet';

CREATE TABLE public.sale (
    sale_id integer NOT NULL,
    customer_id integer NOT NULL,
    sold timestamp without time zone NOT NULL
);

CREATE TABLE public.sale_line (
    sale_id integer NOT NULL,
    record_id integer NOT NULL,
    quantity smallint DEFAULT 1 NOT NULL,
    unit_price numeric(8,2) NOT NULL
);

CREATE SEQUENCE public.sale_sale_id_seq AS integer START WITH 1;
ALTER TABLE ONLY public.sale ALTER COLUMN sale_id SET DEFAULT nextval('public.sale_sale_id_seq'::regclass);

COPY public.genre (genre_id, name) FROM stdin;
1	Rock
2	Jazz
3	Folk
4	Techno
5	Choral
\.

COPY public.artist (artist_id, name, country) FROM stdin;
1	The Paper Kites of Ulm	DE
2	Oda Lind	NO
3	Brass & Butter	GB
4	Niamh O'Hara	IE
5	Quiet Engines	US
6	Los Relojes	ES
7	Trio Halbmond	AT
8	Ama Sarpong	GH
9	Nine Lamps	\N
10	Void Choir	SE
\.

COPY public.record (record_id, title, artist_id, genre_id, released, medium, price) FROM stdin;
1	Tram signal	7	4	1999-02-27	vinyl	$12.00
2	Harbour bridge	1	1	2011-07-03	vinyl	$19.00
3	Static harbour	2	1	\N	download	$19.00
4	Field harbour	4	1	2015-03-10	vinyl	$19.00
5	Morning orbit	9	\N	2019-03-04	download	$24.90
6	Bridge amber	2	3	\N	download	$9.99
7	North static	6	2	2016-08-12	vinyl	$9.99
8	Salt copper	5	3	2013-06-24	cd	$19.00
9	Copper morning	9	2	2003-06-05	cd	$7.50
10	Copper tram	6	4	2009-10-16	cd	$7.50
11	Copper letters	8	4	2019-02-02	download	$12.00
12	Ladder orbit	7	4	2009-01-15	vinyl	$19.00
13	Morning north	1	1	2022-05-05	vinyl	$14.50
14	Field north	2	1	2012-07-18	vinyl	$14.50
15	Letters static	6	4	\N	vinyl	$9.99
16	Salt salt	1	2	2024-10-06	cd	$7.50
17	Signal static	9	2	2017-10-11	download	$19.00
18	Harbour ladder	9	2	\N	cd	$24.90
19	Field harbour	4	1	\N	cd	$19.00
20	Harbour morning	1	3	2002-09-04	download	$7.50
21	Copper bridge	7	1	2018-05-12	cd	$14.50
22	Morning morning	8	2	\N	vinyl	$7.50
23	Tram letters	8	\N	\N	vinyl	$19.00
24	Amber signal	9	1	2022-09-10	vinyl	$24.90
25	Letters amber	3	2	2022-04-18	download	$12.00
26	Salt bridge	4	\N	2010-12-26	vinyl	$19.00
27	North amber	1	1	2023-05-16	vinyl	$24.90
28	Amber ladder	6	2	2000-04-04	cd	$9.99
29	Tram bridge	8	3	2017-01-16	cd	$24.90
30	Copper morning	7	\N	2020-04-16	cd	$24.90
31	Tram copper	7	2	2010-12-03	vinyl	$9.99
32	Signal winter	3	3	2012-11-05	download	$14.50
33	Amber signal	9	3	2002-01-01	download	$24.90
34	Morning signal	7	\N	2004-04-01	vinyl	$12.00
35	Salt tram	5	3	2011-03-02	cd	$14.50
36	Static signal	9	1	2014-09-01	cd	$9.99
37	Winter signal	3	1	\N	download	$7.50
38	Tram north	2	3	1999-04-07	vinyl	$7.50
39	Ladder winter	2	2	2008-10-17	download	$9.99
40	Letters ladder	9	3	2023-08-17	download	$19.00
\.

COPY public.clerk (clerk_id, name, reports_to) FROM stdin;
1	Petra Voss	\N
2	Milan Reyes	1
3	Jana Holt	1
4	Otis Gray	2
\.

COPY public.customer (customer_id, name, email, country, clerk_id) FROM stdin;
1	Ada Falk	ada@example.org	NO	\N
2	Ben Dahl	ben@example.org	DE	\N
3	Chloé Iversen	chloé@example.org	DE	3
4	Dmitri Hahn	\N	NO	4
5	Esi Costa	\N	GB	3
6	Finn Falk	\N	US	3
7	Greta Costa	greta@example.org	US	3
8	Hugo Eze	\N	US	\N
9	Ines Gross	ines@example.org	NO	4
10	Jonas Gross	\N	GB	2
11	Kaja Gross	kaja@example.org	US	\N
12	Luca Berg	luca@example.org	GB	4
13	Mina Costa	\N	NO	2
14	Nils Costa	nils@example.org	GB	2
15	Olga Dahl	olga@example.org	NO	\N
16	Pablo Falk	pablo@example.org	NO	\N
17	Quinn Gross	\N	GB	2
18	Rosa Dahl	rosa@example.org	DE	4
19	Sven Berg	sven@example.org	DE	4
20	Tove Costa	tove@example.org	NO	2
\.

COPY public.sale (sale_id, customer_id, sold) FROM stdin;
1	9	2024-02-15 09:21:00
2	14	2024-05-20 11:02:00
3	17	2024-12-08 10:10:00
4	9	2024-01-06 12:59:00
5	10	2024-11-10 17:48:00
6	7	2024-05-15 17:43:00
7	6	2024-05-12 09:16:00
8	2	2024-01-01 17:35:00
9	7	2024-09-16 12:59:00
10	15	2024-02-22 15:42:00
11	16	2024-09-27 15:32:00
12	10	2024-12-07 12:21:00
13	7	2024-12-24 11:25:00
14	12	2024-01-27 11:00:00
15	3	2024-11-24 13:27:00
16	6	2024-01-03 15:55:00
17	17	2024-11-10 18:15:00
18	10	2024-01-15 11:10:00
19	9	2024-08-01 13:23:00
20	11	2024-09-11 12:02:00
21	10	2024-04-12 11:00:00
22	11	2024-07-03 16:17:00
23	17	2024-11-07 12:32:00
24	1	2024-02-09 10:09:00
25	13	2024-10-02 15:01:00
26	10	2024-05-21 12:05:00
27	17	2024-03-22 18:24:00
28	11	2024-12-16 11:18:00
29	5	2024-01-27 17:40:00
30	14	2024-12-23 17:08:00
31	17	2024-09-19 09:52:00
32	8	2024-02-01 09:08:00
33	12	2024-02-13 16:35:00
34	2	2024-11-01 17:43:00
35	8	2024-08-09 09:29:00
36	3	2024-12-17 17:05:00
37	17	2024-02-24 16:16:00
38	3	2024-05-08 12:14:00
39	15	2024-08-28 15:04:00
40	16	2024-11-10 09:39:00
41	7	2024-02-20 11:21:00
42	9	2024-11-24 13:39:00
43	5	2024-01-16 09:31:00
44	9	2024-11-04 12:43:00
45	16	2024-05-23 17:18:00
46	15	2024-08-15 10:57:00
47	7	2024-05-03 16:01:00
48	10	2024-08-03 17:28:00
49	9	2024-07-07 12:04:00
50	3	2024-03-24 17:16:00
51	12	2024-03-20 17:17:00
52	4	2024-12-12 12:31:00
53	16	2024-07-01 11:00:00
54	16	2024-11-15 15:19:00
55	5	2024-07-12 15:20:00
56	4	2024-06-01 14:48:00
57	11	2024-07-04 12:45:00
58	1	2024-12-10 13:23:00
59	3	2024-07-13 18:04:00
60	12	2024-07-25 13:54:00
61	2	2024-05-04 09:53:00
62	10	2024-11-05 12:17:00
63	14	2024-09-11 12:49:00
64	12	2024-07-01 15:58:00
65	7	2024-12-03 09:59:00
66	14	2024-08-20 11:41:00
67	10	2024-08-02 17:08:00
68	6	2024-08-14 14:18:00
69	10	2024-05-24 13:25:00
70	8	2024-05-16 17:42:00
\.

COPY public.sale_line (sale_id, record_id, quantity, unit_price) FROM stdin;
1	8	3	19.00
1	11	2	12.00
1	5	3	24.90
1	14	1	14.50
2	22	3	7.50
2	29	1	24.90
2	28	1	9.99
2	9	1	7.50
3	22	1	7.50
3	6	1	9.99
4	17	2	19.00
4	13	2	14.50
4	2	2	19.00
5	25	1	12.00
5	18	1	24.90
6	18	3	24.90
6	24	1	24.90
6	9	1	7.50
6	33	1	24.90
7	25	2	12.00
7	26	2	19.00
8	2	2	19.00
8	9	2	7.50
8	3	3	19.00
9	1	2	12.00
9	5	2	24.90
9	26	1	19.00
9	34	1	12.00
10	10	1	7.50
10	34	2	12.00
11	3	1	19.00
12	15	1	9.99
12	3	1	19.00
13	34	1	12.00
13	28	1	9.99
13	8	1	19.00
14	25	1	12.00
14	17	3	19.00
15	1	3	12.00
16	30	1	24.90
16	18	2	24.90
16	21	3	14.50
17	16	2	7.50
17	2	1	19.00
18	2	1	19.00
19	27	2	24.90
19	6	1	9.99
19	17	1	19.00
19	15	2	9.99
20	22	2	7.50
21	26	1	19.00
21	13	3	14.50
21	1	1	12.00
22	32	1	14.50
22	13	1	14.50
23	30	1	24.90
23	15	1	9.99
24	32	3	14.50
25	15	2	9.99
25	32	1	14.50
26	26	1	19.00
26	4	1	19.00
27	27	1	24.90
27	4	1	19.00
28	29	1	24.90
28	21	1	14.50
28	8	1	19.00
28	6	1	9.99
29	3	1	19.00
29	20	2	7.50
29	25	1	12.00
29	24	1	24.90
30	6	1	9.99
31	23	2	19.00
32	14	2	14.50
33	20	1	7.50
33	28	2	9.99
33	6	1	9.99
34	35	1	14.50
34	29	1	24.90
34	13	2	14.50
35	27	1	24.90
36	3	1	19.00
36	25	1	12.00
36	30	1	24.90
36	5	1	24.90
37	24	3	24.90
37	18	1	24.90
37	22	1	7.50
38	18	3	24.90
38	20	1	7.50
38	1	1	12.00
39	7	2	9.99
39	31	2	9.99
40	28	2	9.99
40	32	1	14.50
40	9	1	7.50
41	10	1	7.50
41	16	2	7.50
41	21	1	14.50
42	33	1	24.90
43	11	1	12.00
43	16	2	7.50
43	27	3	24.90
43	5	3	24.90
44	11	1	12.00
44	28	1	9.99
44	7	3	9.99
45	14	1	14.50
46	32	1	14.50
46	29	2	24.90
46	12	2	19.00
46	15	3	9.99
47	35	1	14.50
47	8	1	19.00
48	18	1	24.90
48	24	1	24.90
48	17	2	19.00
49	12	1	19.00
49	16	1	7.50
50	13	2	14.50
50	21	1	14.50
50	5	1	24.90
51	7	1	9.99
51	30	1	24.90
52	31	1	9.99
53	24	1	24.90
53	3	1	19.00
53	19	1	19.00
53	15	3	9.99
54	5	3	24.90
54	24	1	24.90
55	17	1	19.00
55	1	1	12.00
55	7	1	9.99
55	23	1	19.00
56	3	1	19.00
56	14	1	14.50
57	1	2	12.00
57	21	1	14.50
58	20	1	7.50
58	5	1	24.90
59	31	2	9.99
59	5	3	24.90
59	27	1	24.90
59	7	3	9.99
60	11	2	12.00
61	27	2	24.90
61	19	1	19.00
61	20	1	7.50
62	27	1	24.90
62	2	2	19.00
62	24	2	24.90
63	1	1	12.00
63	28	2	9.99
64	6	2	9.99
65	30	1	24.90
65	11	1	12.00
65	9	3	7.50
66	26	3	19.00
66	6	3	9.99
67	33	1	24.90
67	11	1	12.00
67	10	1	7.50
68	5	2	24.90
68	7	2	9.99
69	20	1	7.50
69	9	2	7.50
70	4	3	19.00
70	25	1	12.00
70	6	1	9.99
\.

SELECT pg_catalog.setval('public.sale_sale_id_seq', 70, true);

ALTER TABLE ONLY public.genre ADD CONSTRAINT genre_pkey PRIMARY KEY (genre_id);
ALTER TABLE ONLY public.artist ADD CONSTRAINT artist_pkey PRIMARY KEY (artist_id);
ALTER TABLE ONLY public.record ADD CONSTRAINT record_pkey PRIMARY KEY (record_id);
ALTER TABLE ONLY public.clerk ADD CONSTRAINT clerk_pkey PRIMARY KEY (clerk_id);
ALTER TABLE ONLY public.customer ADD CONSTRAINT customer_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.sale ADD CONSTRAINT sale_pkey PRIMARY KEY (sale_id);
ALTER TABLE ONLY public.sale_line ADD CONSTRAINT sale_line_pkey PRIMARY KEY (sale_id, record_id);
CREATE INDEX sale_sold ON public.sale USING btree (sold);
ALTER TABLE ONLY public.record ADD CONSTRAINT record_artist_fkey FOREIGN KEY (artist_id) REFERENCES public.artist(artist_id);
ALTER TABLE ONLY public.record ADD CONSTRAINT record_genre_fkey FOREIGN KEY (genre_id) REFERENCES public.genre(genre_id) ON DELETE SET NULL;
ALTER TABLE ONLY public.customer ADD CONSTRAINT customer_clerk_fkey FOREIGN KEY (clerk_id) REFERENCES public.clerk(clerk_id);
ALTER TABLE ONLY public.sale ADD CONSTRAINT sale_customer_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(customer_id);
ALTER TABLE ONLY public.sale_line ADD CONSTRAINT sale_line_sale_fkey FOREIGN KEY (sale_id) REFERENCES public.sale(sale_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sale_line ADD CONSTRAINT sale_line_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(record_id);
ALTER TABLE ONLY public.clerk ADD CONSTRAINT clerk_boss FOREIGN KEY (reports_to) REFERENCES public.clerk(clerk_id);
CREATE TRIGGER sale_log AFTER INSERT ON public.sale FOR EACH ROW EXECUTE FUNCTION public.log_sale();
