package io.seqstore.core.repair;

import io.seqstore.core.catalog.Catalog;
import io.seqstore.core.catalog.CatalogFile;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.flush.GenerationWriter;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memtable.Generation;
import io.seqstore.core.segment.Segment;
import io.seqstore.core.segment.SegmentScrub;
import io.seqstore.core.segment.SegmentWriter;
import io.seqstore.core.segment.StreamScrub;
import io.seqstore.core.verify.StoreSurvey;
import io.seqstore.types.event.EventLayout;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what is right of a store into another folder, segment by segment, so that what newer segments hold or erased
 * counts as before. The keys of a damaged block are hidden in older segments too: they may have been changed or removed by
 * what is lost. The log comes last, as segments of its own. One use, one thread.
 *
 * <p>Of what is gone without a trace, a missing segment or a change in the log, nobody can say which older events it
 * replaced or removed: those show as they were.
 */
public final class Salvage {
    private static final long FIRST_SEQUENCE = 1;

    private final StoreSurvey survey;
    private final StoreFiles target;
    private final List<Long> segments = new ArrayList<>();
    private final List<Long> ofLog = new ArrayList<>();
    private long events;

    private Salvage(StoreSurvey survey, StoreFiles target) {
        this.survey = survey;
        this.target = target;
    }

    /**
     * Makes a new store of what is right of another.
     *
     * @param source is not changed
     * @param target an empty folder, which is a store when this returns, and has no manifest before
     * @throws io.seqstore.types.NotFoundException when the source holds no store
     * @throws io.seqstore.types.DamagedStoreException when both halves of its manifest are damaged: then nobody knows which
     *     files are the store, and which of them are newer
     */
    public static RepairReport run(StoreFolder source, StoreFolder target) {
        Manifest first = new Manifest(new SecureRandom().nextLong(), 1, 2, 2, 1, List.of(), List.of());
        try (StoreSurvey survey = StoreSurvey.of(source)) {
            Salvage salvage = new Salvage(survey, new StoreFiles(target, true, first, 2));
            salvage.run();
            return new RepairReport(
                    survey.damages(),
                    survey.catalog().registry().streamCount(),
                    salvage.events,
                    survey.loggedRecords());
        }
    }

    private void run() {
        survey.readDefinitionsAndLog(this::writeLogged);
        for (long number : survey.manifest().segments()) {
            SegmentScrub segment = survey.openSegment(number).orElse(null);
            if (segment != null) {
                try (segment) {
                    copy(segment);
                }
            }
        }
        segments.addAll(ofLog);
        commit();
    }

    /** The log is read before all of it is known; streams that it deletes later are rubbish in these segments. */
    private void writeLogged(Generation generation) {
        Optional<Segment> written = GenerationWriter.write(generation, false, target, survey.catalog());
        written.ifPresent(segment -> {
            ofLog.add(segment.identity().number());
            segment.users().release();
        });
    }

    private void copy(SegmentScrub segment) {
        FileIdentity identity = target.newFile(FileKind.SEGMENT);
        Catalog catalog = survey.catalog();
        try (SegmentWriter writer = new SegmentWriter(target.folder(), identity)) {
            for (int ordinal : segment.ordinals()) {
                // What belongs to no stream is rubbish, or of a stream whose definition is lost; checked all the same.
                EventLayout layout = catalog.findLayout(ordinal);
                StreamScrub stream = segment.read(ordinal, layout);
                if (layout != null) {
                    write(writer, ordinal, layout, stream);
                }
            }
            if (writer.streams() > 0) {
                writer.finish();
                segments.add(identity.number());
            }
        }
    }

    private void write(SegmentWriter writer, int ordinal, EventLayout layout, StreamScrub stream) {
        try (BatchCursor cursor = stream.cursor()) {
            writer.writeStream(ordinal, layout, cursor, stream.hidden());
        }
        events += stream.events();
    }

    private void commit() {
        StoreFolder folder = target.folder();
        FileIdentity definitions = target.newFile(FileKind.CATALOG);
        CatalogFile.writeCheckpoint(folder, definitions, survey.catalog().registry());
        // The first open makes the log file, or another one.
        FileIdentity log = target.newFile(FileKind.LOG);
        target.commit(manifest -> new Manifest(
                manifest.storeId(),
                manifest.number(),
                manifest.nextFileNumber(),
                log.number(),
                FIRST_SEQUENCE,
                List.of(definitions.number()),
                segments));
    }
}
