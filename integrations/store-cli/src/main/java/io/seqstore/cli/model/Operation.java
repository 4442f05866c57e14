package io.seqstore.cli.model;

import io.seqstore.MultiStreamAppender;
import io.seqstore.StreamNamespace;
import io.seqstore.TypedStream;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.schema.SdsStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One write: what it does to a store, and what it must have done then. Each is whole or absent after a crash. */
public sealed interface Operation {
    /** Carries it out. */
    void run(StreamNamespace store);

    /** Makes the same change to the model. */
    void change(StoreModel model);

    /** Adds a stream. */
    record Create(String stream, String type) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            store.getOrCreateStream(SdsStream.of(stream, type));
        }

        @Override
        public void change(StoreModel model) {
            model.streams().put(stream, StreamModel.empty(type));
        }
    }

    /** Deletes a stream with its events. */
    record Delete(String stream) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            store.deleteStream(stream);
        }

        @Override
        public void change(StoreModel model) {
            model.streams().remove(stream);
        }
    }

    /** Makes a stream one of the other type. */
    record ChangeType(String stream, String type) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            store.changeStreamType(stream, Definitions.viewTo(type));
        }

        @Override
        public void change(StoreModel model) {
            model.streams().put(stream, model.stream(stream).as(type));
        }
    }

    /** Writes a batch to a stream. */
    record Write(How how, String stream, List<Sample> events) implements Operation {
        /** By which call. */
        public enum How {
            /** All keys are new. */
            INSERT,
            /** Some keys may be new. */
            UPDATE,
            /** No key is new. */
            REPLACE
        }

        @Override
        public void run(StreamNamespace store) {
            TypedStream<Sample> target = store.stream(stream).as(Sample.class);
            switch (how) {
                case INSERT -> target.insert(events);
                case UPDATE -> target.update(events);
                case REPLACE -> target.replace(events);
            }
        }

        @Override
        public void change(StoreModel model) {
            SortedMap<Long, Sample> target = model.stream(stream).events();
            events.forEach(event -> target.put(event.time(), event));
        }
    }

    /** Writes an event to each of many streams of one type, in one batch. */
    record WriteMany(TreeMap<String, Sample> events) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            try (MultiStreamAppender appender = store.multiStreamAppender(
                    store.stream(events.firstKey()),
                    failed -> refuse(failed.failure().orElseThrow()))) {
                int level = appender.position("level");
                int note = appender.position("note");
                for (Map.Entry<String, Sample> entry : events.entrySet()) {
                    Sample event = entry.getValue();
                    appender.row(store.stream(entry.getKey()), event.time())
                            .set(level, event.level())
                            .set(note, event.note());
                }
            }
        }

        private static void refuse(SeqstoreException failure) {
            throw failure;
        }

        @Override
        public void change(StoreModel model) {
            events.forEach((stream, event) -> model.stream(stream).events().put(event.time(), event));
        }
    }

    /** Removes events by their times. */
    record Remove(String stream, List<Long> times) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            store.stream(stream).remove(times);
        }

        @Override
        public void change(StoreModel model) {
            times.forEach(model.stream(stream).events()::remove);
        }
    }

    /** Removes the events of a window. */
    record RemoveWindow(String stream, long from, long to) implements Operation {
        @Override
        public void run(StreamNamespace store) {
            store.stream(stream).removeWindow(from, to);
        }

        @Override
        public void change(StoreModel model) {
            model.stream(stream).events().subMap(from, true, to, true).clear();
        }
    }
}
