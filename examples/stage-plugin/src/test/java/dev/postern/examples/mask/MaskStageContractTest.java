/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.mask;

import dev.postern.spi.StageFactory;
import dev.postern.testkit.StageContract;

class MaskStageContractTest extends StageContract {
    @Override
    protected StageFactory factory() {
        return new MaskStageFactory();
    }
}
