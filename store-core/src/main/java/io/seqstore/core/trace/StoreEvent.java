package io.seqstore.core.trace;

import jdk.jfr.Event;
import jdk.jfr.Label;

/** What all events of a store have. Begins when it is made. */
abstract class StoreEvent extends Event implements Span {
    @Label("Store")
    final String store;

    StoreEvent(String store) {
        this.store = store;
        begin();
    }

    @Override
    public void done() {
        commit();
    }
}
