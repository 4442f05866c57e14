package io.seqstore.cli.csv;

import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.csv.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of comma separated values, and how it is written.
 *
 * @param path where it is
 * @param delimiter what stands between two fields
 * @param charset how its characters are encoded
 */
public record CsvFile(Path path, char delimiter, Charset charset) {
    /** A reading of the file, that can say how far it is. */
    public static final class Reading implements AutoCloseable {
        private final FileChannel channel;
        private final Reader text;
        private final CsvReader records;

        private Reading(FileChannel channel, CsvFile file) {
            this.channel = channel;
            this.text = new InputStreamReader(Channels.newInputStream(channel), file.charset());
            this.records = new CsvReader(text, file.delimiter());
        }

        /** The records of the file. */
        public CsvReader records() {
            return records;
        }

        /** How many bytes have been read. */
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }

    /**
     * Starts a reading from the beginning of the file.
     *
     * @throws UserError when there is no such file, or it cannot be read
     */
    public Reading read() {
        requireFile();
        try {
            return new Reading(FileChannel.open(path), this);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void requireFile() {
        if (!Files.isRegularFile(path)) {
            throw UserError.stopped(
                    "The file was not found.", "'" + path + "' is not a file.", "Name a CSV file with a header line.");
        }
    }

    /** How many bytes the file has. */
    public long size() {
        requireFile();
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The name of the file without folder and ending. */
    public String name() {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    UserError unreadable(IOException e) {
        return UserError.stopped(
                "The file cannot be read.",
                "'" + path + "': " + e.getMessage() + ".",
                "Check the file and the right to read it.");
    }
}
