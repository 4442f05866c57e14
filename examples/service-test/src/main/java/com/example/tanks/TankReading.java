package com.example.tanks;

import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.record.Uom;
import java.time.Instant;

/**
 * What a tank's sensor said.
 *
 * @param time when
 * @param level how high the water stood, in metres
 */
@TypeId("TankReading")
public record TankReading(@Key Instant time, @Uom("m") double level) {}
