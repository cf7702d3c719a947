// The browser's own store for what the server has not kept yet, by account and meeting: it survives a killed tab. What the server
// has is taken out again, so that nothing of the minutes stays on a machine that others use. A browser without a store (private
// windows of some) goes without.

const NAME = "giaoban-minutes";
const STORE = "unkept";

export function fromDrawer(key: string): Promise<Uint8Array | null> {
  return using("readonly", (store): IDBRequest<unknown> => store.get(key)).then((found) => (found instanceof Uint8Array ? found : null));
}

export function intoDrawer(key: string, state: Uint8Array): Promise<unknown> {
  return using("readwrite", (store) => store.put(state, key));
}

export function outOfDrawer(key: string): Promise<unknown> {
  return using("readwrite", (store) => store.delete(key));
}

/** Null when there is no store, or it fails. */
function using<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  return new Promise((done) => {
    const fail = () => done(null);
    try {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onerror = opening.onblocked = fail;
      opening.onsuccess = () => {
        const database = opening.result;
        try {
          const transaction = database.transaction(STORE, mode);
          const asked = act(transaction.objectStore(STORE));
          transaction.oncomplete = () => {
            database.close();
            done(asked.result);
          };
          transaction.onerror = transaction.onabort = fail;
        } catch {
          fail();
        }
      };
    } catch {
      fail();
    }
  });
}
