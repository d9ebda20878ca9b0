/** Names the writer uses inside the tree while it works. None of them is left behind by a run that ends by itself. */
export const WORKING_PREFIX = '.bulkhead';

export const LOCK_FILE = '.bulkhead.lock';

/** New contents before they move into place, what they replace, and the journal. */
export const STAGING_FOLDER = '.bulkhead-staging';
