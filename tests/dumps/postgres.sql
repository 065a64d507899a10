--
-- PostgreSQL database dump
--
\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE TABLE public.artist (
    artist_id integer NOT NULL,
    name character varying(120),
    joined timestamp without time zone DEFAULT now(),
    m public.mood,
    tags text[]
);
ALTER TABLE public.artist OWNER TO postgres;
COMMENT ON TABLE public.artist IS 'who plays';
COMMENT ON COLUMN public.artist.name IS 'as on the sleeve';
CREATE SEQUENCE public.artist_id_seq AS integer START WITH 1;
ALTER TABLE ONLY public.artist ALTER COLUMN artist_id SET DEFAULT nextval('public.artist_id_seq'::regclass);
CREATE TABLE public.album (id integer NOT NULL, title text NOT NULL, artist_id int, price numeric(10,2) DEFAULT 9.99, code character(5));
COPY public.artist (artist_id, name, joined, m, tags) FROM stdin;
1	AC/DC	2020-01-01 00:00:00	sad	{a,b}
2	A\tB; it's \\ \N x	\N	ok	\N
\.
COPY public.album (id, title, artist_id, price, code) FROM stdin;
1	one	1	1.50	ab   
2	two	2	\N	\N
\.
SELECT pg_catalog.setval('public.artist_id_seq', 2, true);
ALTER TABLE ONLY public.artist ADD CONSTRAINT artist_pkey PRIMARY KEY (artist_id);
ALTER TABLE ONLY public.album ADD CONSTRAINT album_pkey PRIMARY KEY (id);
CREATE INDEX x ON public.album USING btree (artist_id);
ALTER TABLE ONLY public.album ADD CONSTRAINT fk FOREIGN KEY (artist_id) REFERENCES public.artist(artist_id) ON DELETE CASCADE;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS $$ select 1; select 2 $$;
CREATE VIEW public.v AS SELECT * FROM public.album;
