package io.seqstore.junit;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.csv.CsvReader;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.value.ScalarText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events of the stream that has the name of the file, one a line. */
final class CsvSeed extends Seed {
    CsvSeed(Class<?> test, String resource) {
        super(test, resource);
    }

    private String streamId() {
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    void plant(Seqstore store, InputStream bytes) throws IOException {
        EventStream stream = store.stream(streamId());
        CsvReader records = new CsvReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), ',');
        if (!records.next()) {
            throw new IllegalArgumentException(
                    "The seed '" + resource + "' is empty; its first line must name properties.");
        }
        List<PropertyLayout> properties = records.fields().stream()
                .map(name -> stream.layout().property(name.strip()))
                .toList();
        List<Event> events = new ArrayList<>();
        while (records.next()) {
            events.add(event(stream, properties, records));
        }
        stream.insert(events);
    }

    private Event event(EventStream stream, List<PropertyLayout> properties, CsvReader records) {
        try {
            records.fault().ifPresent(fault -> {
                throw new InvalidRequestException(fault);
            });
            List<String> fields = records.fields();
            if (fields.size() != properties.size()) {
                throw new InvalidRequestException("expected " + properties.size() + " fields, found " + fields.size());
            }
            Event.Builder event = stream.event();
            for (int i = 0; i < fields.size(); i++) {
                PropertyLayout property = properties.get(i);
                if (!fields.get(i).isEmpty()) {
                    event.set(property.id(), ScalarText.parseInput(property.code(), fields.get(i)));
                }
            }
            return event.build();
        } catch (InvalidRequestException e) {
            throw new IllegalArgumentException(
                    "The seed '" + resource + "' is not valid in line " + records.line() + ": " + e.getMessage(), e);
        }
    }
}
