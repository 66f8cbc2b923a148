DROP TABLE id_pairs;
