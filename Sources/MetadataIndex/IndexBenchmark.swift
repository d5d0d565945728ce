internal import Dispatch
internal import Foundation
internal import Synchronization
package import SystemPackage
internal import Timeline
internal import Transcript

/// A library that nobody recorded: segments of five to eighteen words, the words as frequent as those of a language are
/// (Zipf), two hundred a file, each with a vector.
package struct IndexBenchmark: Sendable {
  /// Median and 95th percentile, in milliseconds.
  package struct Latency: Hashable, Sendable, Codable {
    package var count: Int
    package var median: Double
    package var p95: Double

    init(_ times: [Double]) {
      let sorted = times.sorted()
      count = sorted.count
      median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
      p95 = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
    }
  }

  package struct Report: Hashable, Sendable, Codable {
    package var segments = 0
    package var textBytes = 0
    package var rowsPerSecond = 0.0
    package var rowsPerProcessorSecond = 0.0
    package var indexBytes: Int64 = 0
    package var vectorBytes: Int64 = 0
    /// By kind of query, and `all`.
    package var lexical: [String: Latency] = [:]
    /// The same, all kinds, while files are put in as fast as that goes, and how fast that is then.
    package var whileWriting: Latency?
    package var rowsPerSecondWhileSearching = 0.0
    package var semantic: Latency?
    package var hybrid: Latency?
  }

  private static let segmentsPerFile = 200
  /// As when an index is made anew.
  private static let filesPerTransaction = 20
  private let segmentCount: Int
  private let folder: FilePath
  private let words: [String]
  private let cumulative: [Double]

  /// - Parameters:
  ///   - segmentCount: of the library.
  ///   - folder: empty; the index is made in it.
  package init(segmentCount: Int, folder: FilePath) {
    self.segmentCount = segmentCount
    self.folder = folder
    var random = Generator(seed: 1)
    words = (0..<60_000).map { rank in
      let syllables = ["ka", "to", "re", "min", "sol", "da", "ve", "lun", "or", "pe", "shi", "ta", "gro", "en", "bil"]
      let count = rank < 100 ? 1 + Int(random.next() % 2) : 2 + Int(random.next() % 3)
      return (0..<count).map { _ in syllables[Int(random.next() % UInt64(syllables.count))] }.joined()
        + (rank < 40 ? "" : String(rank % 10))
    }
    var sum = 0.0
    cumulative = (1...words.count).map { rank in
      sum += 1 / (Double(rank) + 2.7)
      return sum
    }
  }

  /// Fills an index, then searches it.
  ///
  /// - Parameter texts: where the texts are written too, a file for each file, for other programs to search.
  /// - Throws: `LibraryError`, `QueryError`.
  package func run(queries: Int = 400, texts: FilePath? = nil, progress: (String) -> Void = { _ in }) throws -> Report {
    let index = try SearchIndex(path: folder.appending("index.sqlite"))
    var report = Report()
    var random = Generator(seed: 2)
    let (start, processor) = (ContinuousClock.now, clock())
    var making = 0.0
    var makingProcessor = 0.0
    var sample: [[String]] = []
    var vectors: [[Float]] = []
    var number = 0
    while number < segmentCount {
      let (before, processorBefore) = (ContinuousClock.now, clock())
      var files: [IndexedFile] = []
      while files.count < Self.filesPerTransaction, number < segmentCount {
        if number % 20_000 == 0 { progress("\(number) segments") }
        let file = makeFile(number, &random)
        sample += file.segments.prefix(2).map { $0.words.map(\.text) }
        if vectors.count < 1_000, let span = file.spans.first { vectors.append(span.vector) }
        if let texts { try write(file, to: texts) }
        report.textBytes += file.segments.reduce(0) { $0 + $1.text.utf8.count }
        number += file.segments.count
        files.append(file)
      }
      making += Self.seconds(ContinuousClock.now - before)
      makingProcessor += Double(clock() - processorBefore) / Double(CLOCKS_PER_SEC)
      try index.put(files)
    }
    report.segments = number
    report.rowsPerSecond = Double(number) / max(1e-9, Self.seconds(ContinuousClock.now - start) - making)
    report.rowsPerProcessorSecond =
      Double(number) / max(1e-9, Double(clock() - processor) / Double(CLOCKS_PER_SEC) - makingProcessor)
    try index.checkpoint()
    (report.indexBytes, report.vectorBytes) = index.sizes
    progress("searching")
    try searches(index, sample, vectors, queries, &random, &report)
    try searchesWhileWriting(index, sample, queries, &random, &report)
    return report
  }

  private func searches(
    _ index: SearchIndex, _ sample: [[String]], _ vectors: [[Float]], _ count: Int, _ random: inout Generator,
    _ report: inout Report
  ) throws {
    var all: [Double] = []
    for (kind, make) in Self.kinds {
      var times: [Double] = []
      for _ in 0..<count / Self.kinds.count {
        let query = try QueryParser.parse(make(sample[Int(random.next() % UInt64(sample.count))], &random))
        times.append(try Self.milliseconds { _ = try index.search(query) })
      }
      report.lexical[kind] = Latency(times)
      all += times
    }
    report.lexical["all"] = Latency(all)
    func query() -> [Float] {
      let vector = vectors[Int(random.next() % UInt64(vectors.count))]
      return Self.unit(vector.map { $0 + Float(random.unit - 0.5) * 0.05 })
    }
    report.semantic = Latency(
      try (0..<max(20, count / 8)).map { _ in
        let vector = query()
        return try Self.milliseconds { _ = try index.nearest(to: vector) }
      })
    report.hybrid = Latency(
      try (0..<max(20, count / 8)).map { _ in
        let vector = query()
        let words = try QueryParser.parse(
          sample[Int(random.next() % UInt64(sample.count))].prefix(3).joined(separator: " "))
        return try Self.milliseconds { _ = try index.search(words, near: vector) }
      })
  }

  private func searchesWhileWriting(
    _ index: SearchIndex, _ sample: [[String]], _ count: Int, _ random: inout Generator, _ report: inout Report
  ) throws {
    let start = ContinuousClock.now
    let isDone = Atomic(false)
    let written = Atomic(0)
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      var random = Generator(seed: 3)
      var number = segmentCount
      while !isDone.load(ordering: .relaxed) {
        let files = (0..<Self.filesPerTransaction).map { self.makeFile(number + $0 * Self.segmentsPerFile, &random) }
        guard (try? index.put(files)) != nil else { return }
        number += files.count * Self.segmentsPerFile
        written.add(files.reduce(0) { $0 + $1.segments.count }, ordering: .relaxed)
      }
    }
    defer {
      isDone.store(true, ordering: .relaxed)
      group.wait()
      report.rowsPerSecondWhileSearching =
        Double(written.load(ordering: .relaxed)) / Self.seconds(ContinuousClock.now - start)
    }
    report.whileWriting = Latency(
      try (0..<count).map { number in
        let make = Self.kinds[number % Self.kinds.count].1
        let query = try QueryParser.parse(make(sample[Int(random.next() % UInt64(sample.count))], &random))
        return try Self.milliseconds { _ = try index.search(query) }
      })
  }

  /// Queries as people write them, of words of a segment.
  private static let kinds: [(String, @Sendable ([String], inout Generator) -> String)] = [
    ("word", { words, random in words[Int(random.next() % UInt64(words.count))] }),
    ("two words", { words, _ in "\(words[0]) \(words[words.count - 1])" }),
    ("phrase", { words, _ in "\"\(words[1]) \(words[2])\"" }),
    ("prefix", { words, _ in "\((words.max { $0.count < $1.count } ?? "").prefix(5))*" }),
    ("near", { words, _ in "NEAR(\(words[0]) \(words[3]), 5)" }),
    ("without", { words, _ in "\(words[0]) -\(words[1])" }),
    ("part of a word", { words, _ in "*\((words.max { $0.count < $1.count } ?? "").dropFirst().prefix(6))*" }),
    ("most common word", { _, _ in "ka OR to OR re OR min OR sol" }),
  ]

  private func makeFile(_ first: Int, _ random: inout Generator) -> IndexedFile {
    var time: Int64 = 0
    let count = first < segmentCount ? min(Self.segmentsPerFile, segmentCount - first) : Self.segmentsPerFile
    let segments = (0..<count).map { _ in
      let count = 5 + Int(random.next() % 14)
      let words = (0..<count).map { _ in
        defer { time += 300 }
        return Word(
          word(&random),
          range: TimeRange(start: MediaTime(milliseconds: time), end: MediaTime(milliseconds: time + 280)),
          confidence: 1)
      }
      return IndexedFile.Segment(
        range: TimeRange(start: words[0].start, end: words[count - 1].end), language: LanguageTag("en"),
        speaker: "spk_0",
        words: words)
    }
    let spans = stride(from: 0, to: segments.count, by: 1).map { place in
      IndexedFile.Span(
        segments: place..<min(segments.count, place + 1),
        vector: Self.unit((0..<StoredVector.width).map { _ in Float(random.unit - 0.5) }))
    }
    return IndexedFile(
      path: FilePath("/library/\(first / 20_000)/\(first).mkv"), fingerprint: "1-\(first)", key: "1",
      title: "Film \(first)",
      language: LanguageTag("en"), duration: MediaTime(milliseconds: time), modified: Int64(first), segments: segments,
      spans: spans)
  }

  private func word(_ random: inout Generator) -> String {
    let place = random.unit * (cumulative.last ?? 0)
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > place { high = middle } else { low = middle + 1 }
    }
    return words[low]
  }

  private func write(_ file: IndexedFile, to folder: FilePath) throws {
    let text = file.segments.map { $0.text + "\n" }.joined()
    try Data(text.utf8).write(to: URL(filePath: folder.appending("\(file.modified).txt").string))
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }

  /// The same numbers in every run: SplitMix64.
  struct Generator: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }

    /// 0..<1.
    var unit: Double { mutating get { Double(next() >> 11) * 0x1p-53 } }
  }
}
