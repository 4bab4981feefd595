/* A fuzz target of the compiled scan: any bytes, as a table under any program of columns.
 *
 * What the scan reads is compared, cell by cell, with a plain reader below; a table cut into
 * chunks of any size must give the same; duplicates of keys are compared with a search of all
 * pairs. With OWN_MAIN it is a program that makes its own inputs for some seconds, or runs files.
 */
#define SHENBAO_CORE
#include "_scan.c"

#include <stdio.h>
#include <time.h>

#define MOST_WIDTH 6
#define MOST_CELLS 4000
#define CHECK(x)                                                                               \
    do {                                                                                       \
        if (!(x)) {                                                                            \
            fprintf(stderr, "line %d: %s\n", __LINE__, #x);                                    \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

typedef struct {
    char *text;
    size_t n;
} plain_cell;

typedef struct {
    plain_cell cells[64];
    size_t count;
    int whole; /* ended by a line end, and without a NUL */
} plain_record;

typedef struct {
    uint8_t delimiter, quote;
    int quoted;
} marks;

/* The csv module's rules, one character at a time. Return where the record ends. */
static size_t plain_read(const marks *m, const uint8_t *p, size_t n, plain_record *r)
{
    enum { START, FIELD, QUOTED, AFTER } state = START;
    size_t at = 0, used = 0;
    char *text = malloc(n + 1);
    CHECK(text);
    memset(r, 0, sizeof *r);
    r->whole = 1;
    for (;; at++) {
        int end = at == n, line_end = !end && (p[at] == '\n' || p[at] == '\r');
        if (end || !p[at]) {
            r->whole = 0;
            break;
        }
        if (state == QUOTED) {
            if (p[at] == m->quote)
                state = AFTER;
            else
                text[used++] = (char)p[at];
            continue;
        }
        if (state == AFTER && p[at] == m->quote) {
            text[used++] = (char)p[at];
            state = QUOTED;
            continue;
        }
        if (line_end && state == START && !r->count) {
            break;
        }
        if (line_end || p[at] == m->delimiter) {
            CHECK(r->count < 64);
            r->cells[r->count].text = malloc(used + 1);
            memcpy(r->cells[r->count].text, text, used);
            r->cells[r->count++].n = used;
            used = 0;
            state = START;
            if (line_end)
                break;
        } else if (state == START && m->quoted && p[at] == m->quote) {
            state = QUOTED;
        } else {
            text[used++] = (char)p[at];
            state = FIELD;
        }
    }
    free(text);
    if (r->whole)
        at += p[at] == '\r' && at + 1 < n && p[at + 1] == '\n' ? 2 : 1;
    return at;
}

static void plain_free(plain_record *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->cells[i].text);
}

/* ---- what the scan tells ---- */

typedef struct {
    scan *scan;
    size_t rows, cells; /* so many records were told of; the cells of the present one */
    char *seen[MOST_CELLS];
    size_t sizes[MOST_CELLS], count;
    size_t odd_row[MOST_CELLS], odd_cells[MOST_CELLS], odds;
    uint64_t digest;
    size_t empty;
} told;

static void mix(told *t, uint64_t value)
{
    t->digest = (t->digest ^ value) * UINT64_C(0x100000001b3);
}

static int on_odd(void *to, int what, uint64_t row, size_t cells, size_t start, size_t end)
{
    told *t = to;
    CHECK(start <= end);
    mix(t, (uint64_t)what * 31 + row * 7 + cells);
    if (what != CROWDED && t->odds < MOST_CELLS) {
        t->odd_row[t->odds] = (size_t)row;
        t->odd_cells[t->odds++] = cells;
    }
    return 0;
}

static int on_unknown(void *to, uint64_t row, const cell *cells, size_t n)
{
    told *t = to;
    for (size_t i = 0; i < n; i++) {
        CHECK(characters(cells[i].p, cells[i].n) != NOWHERE);
        mix(t, row * 13 + cells[i].column + cells[i].n);
    }
    return 0;
}

static int on_kept(void *to, const cell *kept)
{
    told *t = to;
    for (size_t i = 0; i < t->scan->caught && t->count < MOST_CELLS; i++) {
        CHECK(!kept[i].p || characters(kept[i].p, kept[i].n) != NOWHERE);
        t->seen[t->count] = kept[i].p ? malloc(kept[i].n + 1) : NULL;
        if (kept[i].p)
            memcpy(t->seen[t->count], kept[i].p, kept[i].n);
        t->sizes[t->count++] = kept[i].n;
        for (size_t j = 0; kept[i].p && j < kept[i].n; j++)
            mix(t, kept[i].p[j]);
    }
    t->rows++;
    return 0;
}

static int on_empty(void *to, size_t key, uint64_t row)
{
    told *t = to;
    mix(t, key * 3 + row);
    t->empty++;
    return 0;
}

static int on_hole(void *to, size_t key, uint64_t row, const cell *kept)
{
    mix(to, key * 5 + row + (kept[0].p != NULL));
    return 0;
}

/* ---- a file of the keys in memory ---- */

static int store(void *file, const uint8_t *bytes, size_t n, uint64_t *at)
{
    buffer *b = file;
    *at = b->used;
    return append(b, bytes, n);
}

static int fetch(void *file, uint64_t at, size_t n, uint8_t *bytes)
{
    buffer *b = file;
    CHECK(at + n <= b->used);
    memcpy(bytes, b->bytes + at, n);
    return 0;
}

static int on_twice(void *to, uint64_t before, const record *again)
{
    CHECK(before < again->row);
    *(uint64_t *)to += 1 + (before << 20);
    return 0;
}

/* ---- a program out of the first bytes ---- */

typedef struct {
    const uint8_t *p;
    size_t n;
} bytes;

static uint8_t next(bytes *b)
{
    if (!b->n)
        return 0;
    b->n--;
    return *b->p++;
}

static void make_column(column *c, bytes *b, const uint64_t seed[2])
{
    static const uint8_t words[3][8] = {"NA", "1", "longer-x"};
    uint8_t shape = next(b);
    c->kind = (uint8_t)(next(b) % KINDS);
    c->key = (uint8_t)(1 + shape % (KEY_KINDS - 1));
    c->empty = (uint8_t)(next(b) % 4);
    c->low = (int64_t)(int8_t)next(b);
    c->high = c->low + next(b);
    c->digits = c->kind == DECIMAL ? '.' : c->kind == SHAPE ? 1 + shape % 16u : shape % 5u;
    memcpy(c->known.seed, seed, 16);
    memcpy(c->missing_good.seed, seed, 16);
    memcpy(c->missing_bad.seed, seed, 16);
    for (int i = 0; i < SCALES; i++) {
        c->lows[i] = c->low * (i + 1);
        c->highs[i] = c->high * (i + 1) * 1000;
    }
    if (c->kind == TEXT && c->low < 0)
        c->low = 0;
    memset(c->to, 0xff, sizeof c->to);
    for (size_t i = 0; c->kind == SHAPE && i < c->digits; i++) {
        c->from[i] = '0';
        c->to[i] = '9';
    }
    if (c->kind == CLASSES) {
        c->numbers = calloc(4, sizeof(int64_t));
        c->classes = calloc(2, sizeof(class_));
        c->class_count = 2;
        c->numbers[0] = 0x4e00;
        c->numbers[1] = 0x9fff;
        c->classes[0] = (class_){1, 2, {UINT64_C(0x03ff000000000000), 0}, 1, 0};
        c->classes[1] = (class_){0, -1, {~UINT64_C(0), ~UINT64_C(0)}, 0, 2};
        c->low = 0;
        c->high = INT64_MAX;
    }
    if (shape & 1)
        set_add(&c->missing_good, words[0], 2);
    if (shape & 2)
        set_add(&c->missing_bad, words[1], 1);
    if (shape & 4)
        set_add(&c->known, words[2], 8);
    c->special = (shape & 3) != 0;
    c->slot = -1;
}

typedef struct {
    scan scan;
    column columns[MOST_WIDTH];
    cell kept[MOST_WIDTH], unknown[MOST_WIDTH];
    keys key, *list[1];
    int slots[2], kinds[2];
    buffer file;
    told told;
} world;

static world *make_world(bytes *b)
{
    world *w = calloc(1, sizeof(world));
    CHECK(w);
    scan *s = &w->scan;
    static const char delimiters[] = ",;\t|";
    s->delimiter = (uint8_t)delimiters[next(b) % 4];
    s->quoted = next(b) % 4 != 0;
    s->quote = s->quoted ? '"' : s->delimiter;
    s->width = 1 + next(b) % MOST_WIDTH;
    s->skip = next(b) % 3 == 0;
    s->row = 1;
    s->columns = w->columns;
    w->key.seed[0] = next(b);
    for (size_t i = 0; i < s->width; i++) {
        make_column(w->columns + i, b, w->key.seed);
        w->columns[i].slot = (int)i;
    }
    s->slots = s->caught = s->width;
    s->kept = w->kept;
    s->unknown = w->unknown;
    uint8_t shape = next(b);
    w->key.width = 1 + (shape & 1 && s->width > 1);
    w->key.partly = shape >> 1 & 1;
    w->key.mask = shape & 4 ? 0 : ~UINT64_C(0);
    w->key.bound = shape & 8 ? 1 : 100000;
    w->key.slots = w->slots;
    w->key.kinds = w->kinds;
    w->slots[1] = (int)s->width - 1;
    w->kinds[0] = w->columns[0].key;
    w->kinds[1] = w->columns[s->width - 1].key;
    w->key.file = &w->file;
    w->key.store = store;
    w->key.fetch = fetch;
    w->list[0] = &w->key;
    s->keys = w->list;
    s->key_count = 1;
    w->told.scan = s;
    s->out = (sink){&w->told, on_odd, on_unknown, on_kept, on_empty, on_hole};
    return w;
}

static void free_world(world *w)
{
    for (size_t i = 0; i < w->scan.width; i++)
        column_free(w->columns + i);
    for (size_t i = 0; i < w->told.count; i++)
        free(w->told.seen[i]);
    keys_clear(&w->key);
    free(w->file.bytes);
    free(w->scan.scratch);
    free(w->scan.key.bytes);
    free(w->scan.shown.bytes);
    free(w);
}

/* Scan as Python does, in chunks; return the bytes that were taken. */
static size_t run(world *w, const uint8_t *p, size_t n, size_t chunk, int *done)
{
    size_t at = 0, held = 0, room = n + 1 + PAD, consumed = 0;
    uint8_t *b = malloc(room);
    CHECK(b);
    *done = GO_ON;
    while (*done == GO_ON && at < n) {
        size_t size = n - at < chunk ? n - at : chunk;
        memcpy(b + held, p + at, size);
        memset(b + held + size, 0xa5, PAD);
        at += size;
        *done = scan_rows(&w->scan, b, 0, held + size, &consumed);
        held = held + size - consumed;
        memmove(b, b + consumed, held);
        CHECK(*done != FAILED);
        if (w->key.staged.used)
            CHECK(!put_records(&w->key, w->key.staged.bytes, w->key.staged.used));
        w->key.staged.used = 0;
    }
    free(b);
    return at - held;
}

/* Compare what was told with what a plain reader finds. */
static void compare(world *w, const uint8_t *p, size_t n, size_t taken, int done)
{
    marks m = {w->scan.delimiter, w->scan.quote, w->scan.quoted};
    size_t at = 0, row = 1, cell_at = 0, odd = 0, skipped = w->told.rows + 1 < w->scan.row;
    plain_record r;
    while (at < taken) {
        at += plain_read(&m, p + at, n - at, &r);
        CHECK(r.whole);
        if (row > skipped) {
            for (size_t i = 0; i < w->scan.width && cell_at < w->told.count; i++, cell_at++) {
                CHECK((w->told.seen[cell_at] != NULL) == (i < r.count));
                if (i < r.count) {
                    CHECK(w->told.sizes[cell_at] == r.cells[i].n);
                    CHECK(!memcmp(w->told.seen[cell_at], r.cells[i].text, r.cells[i].n));
                }
            }
            if (odd < w->told.odds && w->told.odd_row[odd] == row)
                CHECK(w->told.odd_cells[odd++] == r.count);
            else if (w->told.odds < MOST_CELLS)
                CHECK(r.count == w->scan.width);
        }
        row++;
        plain_free(&r);
    }
    CHECK(at == taken && row == w->scan.row);
    if (taken == n)
        return;
    /* It stopped for a reason: the record is not whole, or its bytes are wrong. */
    size_t end = plain_read(&m, p + at, n - at, &r);
    if (r.whole && done == HAND_OVER)
        CHECK(characters(p + at, end) == NOWHERE);
    else if (r.whole)
        CHECK(at + end == n && p[n - 1] == '\r');
    plain_free(&r);
}

static void check_keys(world *w)
{
    uint64_t found = 0, wanted = 0;
    size_t count = 0;
    buffer all = {0};
    keys *k = &w->key;
    CHECK(!append(&all, w->file.bytes ? w->file.bytes : (const uint8_t *)"", w->file.used));
    for (size_t i = 0; k->parts && i < PARTS; i++)
        if (k->parts[i].waiting.used)
            CHECK(!append(&all, k->parts[i].waiting.bytes, k->parts[i].waiting.used));
    if (k->first.used)
        CHECK(!append(&all, k->first.bytes, k->first.used));
    const uint8_t *p = all.bytes, *end = p + all.used;
    record r, other;
    for (; p < end && count < 400; p = r.end, count++) {
        read_record(p, &r);
        uint64_t before = 0;
        for (const uint8_t *q = all.bytes; q < end; q = other.end) {
            read_record(q, &other);
            if (other.row < r.row && other.row > before && other.size == r.size &&
                !memcmp(other.key, r.key, r.size))
                before = other.row;
        }
        wanted += before ? 1 + (before << 20) : 0;
    }
    CHECK(!keys_finish(k, on_twice, &found));
    if (p == end)
        CHECK(found == wanted);
    free(all.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes b = {data, size};
    size_t chunk = 1 + next(&b);
    int done, again;
    const uint8_t *start = b.p;
    bytes copy = b;
    world *whole = make_world(&b), *cut = make_world(&copy);
    CHECK(b.p >= start);
    size_t cells = 1;
    uint8_t *table = calloc(1, b.n + PAD);
    CHECK(table);
    if (b.n)
        memcpy(table, b.p, b.n);
    for (size_t i = 0; i < b.n; i++) {
        cells = b.p[i] == '\n' || b.p[i] == '\r' ? 1 : cells + (b.p[i] == whole->scan.delimiter);
        if (cells > 60)
            b.n = i;
    }
    size_t taken = run(whole, table, b.n, b.n + 1, &done);
    CHECK(run(cut, table, b.n, chunk, &again) == taken);
    CHECK(whole->told.digest == cut->told.digest && whole->scan.row == cut->scan.row);
    CHECK(done == again || done == GO_ON || again == GO_ON);
    compare(whole, table, b.n, taken, done);
    check_keys(whole);
    check_keys(cut);
    free_world(whole);
    free_world(cut);
    free(table);
    return 0;
}

#if defined(OWN_MAIN)

static uint64_t state = 88172645463325252u;

static unsigned chance(unsigned most)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % most;
}

static size_t make_input(uint8_t *to, size_t room)
{
    static const char *const parts[] = {
        ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\",\"", "\"\n\"", ";", "\t", "|",
        "1", "01", "-7", "0.5", "1.50", "99", "2024-02-29", "2023-02-29", "NA", "", " ", "abc",
        "longer-x", "\xe5\x8c\x97\xe4\xba\xac", "\xe5\x8c", "\xff", "\xed\xa0\x80", "ZY0000000001",
        "\xf0\x9f\x98\x80", "123456789012345678", "-0", "a\"b", "\x0b", "0000-00-00",
    };
    size_t n = 0;
    for (; n < 60; n++)
        to[n] = (uint8_t)chance(256);
    unsigned count = chance(120);
    for (unsigned i = 0; i < count; i++) {
        const char *part = parts[chance(sizeof parts / sizeof *parts)];
        size_t size = strlen(part);
        if (n + size + 1 > room)
            break;
        memcpy(to + n, part, size);
        n += size;
        if (chance(300) == 0)
            to[n++] = (uint8_t)chance(256);
    }
    return n;
}

int main(int count, char **names)
{
    static uint8_t bytes[1 << 16];
    if (count == 3 && !strcmp(names[1], "--seconds")) {
        clock_t end = clock() + atoi(names[2]) * CLOCKS_PER_SEC;
        size_t runs = 0;
        for (; clock() < end; runs++)
            LLVMFuzzerTestOneInput(bytes, make_input(bytes, sizeof bytes));
        printf("%zu runs\n", runs);
        return 0;
    }
    for (int i = 1; i < count; i++) {
        FILE *file = fopen(names[i], "rb");
        CHECK(file);
        LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, sizeof bytes, file));
        fclose(file);
    }
    printf("%d files\n", count - 1);
    return 0;
}
#endif
