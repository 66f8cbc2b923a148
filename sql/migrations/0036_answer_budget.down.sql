DROP TABLE answer_days;
