package io.seqstore.bench.peers;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How MVStore keeps keys and values. */
final class MvstoreTypes {
    private static final int OBJECT_BYTES = 40;

    private MvstoreTypes() {}

    record EventKey(int stream, long key) implements Comparable<EventKey> {
        @Override
        public int compareTo(EventKey other) {
            int streams = Integer.compare(stream, other.stream);
            return streams != 0 ? streams : Long.compare(key, other.key);
        }
    }

    record EventValue(int state, double measurement) {}

    /** Keys of a page: the difference to the one before, in as few bytes as it needs. */
    static final class KeyType extends BasicDataType<EventKey> {
        @Override
        public int getMemory(EventKey key) {
            return OBJECT_BYTES;
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return true;
        }

        @Override
        public int compare(EventKey one, EventKey other) {
            return one.compareTo(other);
        }

        @Override
        public void write(WriteBuffer to, EventKey key) {
            to.putVarInt(key.stream()).putVarLong(key.key());
        }

        @Override
        public EventKey read(ByteBuffer from) {
            int stream = DataUtils.readVarInt(from);
            return new EventKey(stream, DataUtils.readVarLong(from));
        }

        @Override
        public void write(WriteBuffer to, Object storage, int count) {
            EventKey[] keys = cast(storage);
            int stream = 0;
            long key = 0;
            for (int i = 0; i < count; i++) {
                to.putVarInt(keys[i].stream() - stream);
                key = keys[i].stream() == stream ? key : 0;
                to.putVarLong(keys[i].key() - key);
                stream = keys[i].stream();
                key = keys[i].key();
            }
        }

        @Override
        public void read(ByteBuffer from, Object storage, int count) {
            EventKey[] keys = cast(storage);
            int stream = 0;
            long key = 0;
            for (int i = 0; i < count; i++) {
                int step = DataUtils.readVarInt(from);
                key = step == 0 ? key : 0;
                stream += step;
                key += DataUtils.readVarLong(from);
                keys[i] = new EventKey(stream, key);
            }
        }

        @Override
        public EventKey[] createStorage(int size) {
            return new EventKey[size];
        }
    }

    static final class ValueType extends BasicDataType<EventValue> {
        @Override
        public int getMemory(EventValue value) {
            return OBJECT_BYTES;
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return true;
        }

        @Override
        public void write(WriteBuffer to, EventValue value) {
            to.putVarInt(value.state()).putDouble(value.measurement());
        }

        @Override
        public EventValue read(ByteBuffer from) {
            int state = DataUtils.readVarInt(from);
            return new EventValue(state, from.getDouble());
        }

        @Override
        public EventValue[] createStorage(int size) {
            return new EventValue[size];
        }
    }
}
