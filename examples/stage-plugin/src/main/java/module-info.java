/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The stage {@code mask}, which shows how one is written. */
module dev.postern.examples.mask {
    requires dev.postern.api;
    requires static org.jspecify;

    provides dev.postern.spi.StageFactory with
            dev.postern.examples.mask.MaskStageFactory;
}
