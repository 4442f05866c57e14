package io.seqstore.junit;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.Event;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.util.List;

/** What a store holds, for the person who looks at a failed test: definitions, and of each stream the last events. */
final class StoreDump {
    private static final int MOST_DEFINITIONS = 50;
    private static final int MOST_EVENTS = 10;

    private final Seqstore store;
    private final StringBuilder text = new StringBuilder();

    private StoreDump(Seqstore store) {
        this.store = store;
    }

    static String of(Seqstore store) {
        StoreDump dump = new StoreDump(store);
        try {
            dump.write();
        } catch (SeqstoreException e) {
            // The failure that is being reported matters more.
            dump.line("(the rest cannot be read: " + e.getMessage() + ")");
        }
        return dump.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write() {
        for (SdsType type : store.defaultNamespace().types(0, MOST_DEFINITIONS)) {
            line("type " + JsonText.writeType(type, Verbosity.COMPACT));
        }
        List<SdsStream> streams = store.defaultNamespace().streams(0, MOST_DEFINITIONS + 1);
        for (SdsStream stream : streams.subList(0, Math.min(streams.size(), MOST_DEFINITIONS))) {
            write(stream);
        }
        if (streams.size() > MOST_DEFINITIONS) {
            line("and more streams");
        }
    }

    private void write(SdsStream definition) {
        line("stream " + JsonText.writeStream(definition, Verbosity.COMPACT));
        EventStream stream = store.stream(definition.id());
        long events = 0;
        try (EventCursor cursor = stream.filtered("").cursor()) {
            while (cursor.next()) {
                events++;
            }
        }
        line("  " + events + (events == 1 ? " event" : " events") + (events > MOST_EVENTS ? ", the last of them" : ""));
        stream.last().ifPresent(last -> {
            List<Event> ending =
                    stream.range(last.key()).reversed().count(MOST_EVENTS).events();
            for (int i = ending.size() - 1; i >= 0; i--) {
                line("  " + ending.get(i));
            }
        });
    }
}
