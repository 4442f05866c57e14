/**
 * Files of comma separated values as events: what is in the columns, the type that fits them, and the rows one batch after
 * the other.
 *
 * <p>Lives here: {@link io.seqstore.cli.csv.CsvFile} is a file, {@link io.seqstore.types.csv.CsvReader} its lines; {@link
 * io.seqstore.cli.csv.CsvSurvey} looks at the whole file once and says what its columns hold; {@link
 * io.seqstore.cli.csv.CsvSchema} makes a type of that; {@link io.seqstore.cli.csv.CsvRows} reads the file again as rows of that
 * type. Memory does not grow with the file.
 *
 * <p>May touch {@code terminal} for what is said to the person, and {@code types}. Knows no store.
 */
@NullMarked
package io.seqstore.cli.csv;

import org.jspecify.annotations.NullMarked;
