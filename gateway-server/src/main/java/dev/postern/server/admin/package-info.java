/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The stores behind gateway keys, saved configs and provider credentials, and their routes.
 *
 * <p>{@link dev.postern.server.admin.AdminStore} is the way in. Everything stands in one SQLite file in the data folder;
 * calls are answered from memory, changes are on disk before they are acknowledged.
 */
@NullMarked
package dev.postern.server.admin;

import org.jspecify.annotations.NullMarked;
