package io.seqstore.cli.care;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Figures;
import io.seqstore.core.verify.FoundDamage;
import io.seqstore.core.verify.VerifyReport;
import io.seqstore.types.SeqstoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be said about the folder of a store from outside, in plain words. Made by one look. */
final class Diagnosis {
    /** The log alone grows to this before a flush makes room. */
    private static final long LEAST_SPACE = 256L << 20;

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param text what was found
     * @param advice what to do about it; empty when all is well
     */
    record Finding(String text, String advice) {}

    private Diagnosis(Path folder) {
        this.folder = folder;
    }

    static Diagnosis of(Path folder) {
        Diagnosis diagnosis = new Diagnosis(folder);
        if (diagnosis.hasFolder()) {
            diagnosis.lookAtLock();
            diagnosis.lookAtPermissions();
            diagnosis.lookAtSpace();
            diagnosis.lookAtFiles();
        }
        return diagnosis;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    long problems() {
        return findings.stream().filter(finding -> !finding.advice().isEmpty()).count();
    }

    private void well(String text) {
        findings.add(new Finding(text, ""));
    }

    private void problem(String text, String advice) {
        findings.add(new Finding(text, advice));
    }

    private boolean hasFolder() {
        if (Files.isDirectory(folder)) {
            return true;
        }
        if (Files.exists(folder)) {
            problem("'" + folder + "' is a file, not a folder.", "Name the folder that holds the files of the store.");
        } else {
            problem(
                    "There is no folder '" + folder + "'.",
                    "Check the spelling; a program that opens this folder makes a new, empty store.");
        }
        return false;
    }

    private void lookAtLock() {
        Optional<String> writer;
        try {
            writer = Seqstore.writer(folder);
        } catch (SeqstoreException e) {
            problem(e.reason(), "Give this user the right to read the folder and its files.");
            return;
        }
        well(writer.map(owner -> "Open for writing in " + owner + ". Another program can open it read-only.")
                .orElse("Nobody has it open for writing."));
    }

    private void lookAtPermissions() {
        if (Files.isWritable(folder)) {
            well("This user may write in the folder.");
        } else {
            problem(
                    "This user may not write in the folder: the store opens read-only.",
                    "Give this user the right to write there, or mount the file system for writing.");
        }
    }

    private void lookAtSpace() {
        try {
            long space = Files.getFileStore(folder).getUsableSpace();
            String free = Figures.bytes(space);
            if (space < LEAST_SPACE) {
                problem(
                        "Only " + free + " are free on the device.",
                        "Free some: writes fail when it is full; a log takes up to " + (LEAST_SPACE >> 20)
                                + " MiB, and a compaction as much as the segments that it merges.");
            } else {
                well(free + " are free on the device.");
            }
        } catch (IOException e) {
            problem("The free space cannot be found out: " + e.getMessage(), "Check the device.");
        }
    }

    private void lookAtFiles() {
        VerifyReport report;
        try {
            report = Seqstore.verify(folder);
        } catch (SeqstoreException e) {
            problem(e.error() + " " + e.reason(), e.resolution());
            return;
        }
        if (report.tornBytes() > 0) {
            well("The last process that wrote did not close it; the next to open it recovers. "
                    + Figures.count(report.tornBytes(), "byte") + " of a write that nobody was told of are passed by.");
        }
        if (report.isWhole()) {
            well(Figures.count(report.files(), "file") + ", " + Figures.count(report.streams(), "stream") + ", "
                    + Figures.count(report.events(), "event") + " in segments: every byte is what was written.");
            return;
        }
        report.damages().stream()
                .filter(damage -> damage.stream() == null)
                .forEach(damage -> problem(damage.toString(), adviceFor(damage)));
        byStream(report.damages())
                .forEach((stream, damages) -> problem(
                        "Stream " + stream + " is damaged in " + Figures.count(damages.size(), "place") + ": "
                                + String.join(
                                        "; ",
                                        damages.stream()
                                                .map(FoundDamage::toString)
                                                .toList()),
                        "Reads of other keys and streams go on. Restore these files from a backup, or save what is right with"
                                + " 'seqstore repair " + folder + " --to NEW_FOLDER'."));
    }

    private String adviceFor(FoundDamage damage) {
        return damage.file().endsWith(".manifest")
                ? "The manifest is kept twice and the other copy is right: open the store for writing once, or run"
                        + " 'seqstore backup', and it is written anew."
                : "Restore this file from a backup, or save what is right with 'seqstore repair " + folder
                        + " --to NEW_FOLDER'.";
    }

    private static Map<String, List<FoundDamage>> byStream(List<FoundDamage> damages) {
        Map<String, List<FoundDamage>> byStream = new TreeMap<>();
        for (FoundDamage damage : damages) {
            String stream = damage.stream();
            if (stream != null) {
                byStream.computeIfAbsent(stream, name -> new ArrayList<>()).add(damage);
            }
        }
        return byStream;
    }
}
