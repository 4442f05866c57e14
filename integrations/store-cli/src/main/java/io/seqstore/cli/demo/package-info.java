/**
 * {@code seqstore demo}: a file goes into a store on disk and comes out of it through every kind of read, for everybody to see.
 *
 * <p>Lives here: {@link io.seqstore.cli.demo.DemoCommand} has the options, {@code Demo} conducts, the chapters of what is shown
 * have a class each. May touch {@code terminal}, {@code csv} and the front door of the store.
 */
@NullMarked
package io.seqstore.cli.demo;

import org.jspecify.annotations.NullMarked;
