package io.seqstore.junit;

import io.seqstore.Seqstore;
import io.seqstore.types.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A resource with which a store is filled. */
abstract sealed class Seed permits JsonSeed, CsvSeed {
    private final Class<?> test;
    final String resource;

    Seed(Class<?> test, String resource) {
        this.test = test;
        this.resource = resource;
    }

    static Seed of(Class<?> test, String resource) {
        String lowerCase = resource.toLowerCase(Locale.ROOT);
        if (lowerCase.endsWith(".json")) {
            return new JsonSeed(test, resource);
        }
        if (lowerCase.endsWith(".csv")) {
            return new CsvSeed(test, resource);
        }
        throw new IllegalArgumentException(
                "The seed '" + resource + "' of " + test.getName() + " must be a .json or a .csv resource.");
    }

    /** Puts what the resource holds into a store. */
    final void plant(Seqstore store) {
        try (InputStream bytes = test.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalArgumentException("There is no resource '" + resource + "' beside " + test.getName()
                        + ". A name with a slash in front is looked up from the root.");
            }
            plant(store, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the seed '" + resource + "' cannot be read", e);
        } catch (InvalidRequestException e) {
            throw new IllegalArgumentException("The seed '" + resource + "' is not valid: " + e.getMessage(), e);
        }
    }

    abstract void plant(Seqstore store, InputStream bytes) throws IOException;
}
