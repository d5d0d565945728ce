internal import CVectorSearch
internal import Foundation
internal import Glibc
internal import Library
internal import SystemPackage

/// Vectors by number, in a file that searches map into memory: a head of a page, then blocks of 256 vectors, first their
/// bytes, then their scales.
///
/// Numbers are given by the database. A vector is written before the transaction that makes its number known, so that one
/// that nobody knows of is never missed; what a lost transaction leaves behind is overwritten by the next.
final class VectorFile: Sendable {
  static let blockSize = 256
  private static let head = 4_096
  private static let blockBytes = blockSize * (StoredVector.width + 4)
  /// What the head begins with: the kind of file, its version, the numbers of a vector.
  private static let mark = Array("surtitle vectors 1 \(StoredVector.width)\n".utf8)

  let path: FilePath

  init(path: FilePath) { self.path = path }

  /// Writes `vectors` as those from number `first` on, and has them on the disk when it returns.
  ///
  /// - Throws: `Errno`.
  func write(_ vectors: [StoredVector], from first: Int) throws {
    guard !vectors.isEmpty else { return }
    try open(.readWrite, options: [.create, .closeOnExec]) { file in
      if try file.seek(offset: 0, from: .end) < Self.head {
        let page = Self.mark + Array(repeating: 0, count: Self.head - Self.mark.count)
        _ = try file.writeAll(toAbsoluteOffset: 0, page)
      }
      var index = 0
      while index < vectors.count {
        let (block, place) = (first + index).quotientAndRemainder(dividingBy: Self.blockSize)
        let count = min(vectors.count - index, Self.blockSize - place)
        let part = vectors[index..<index + count]
        let start = Int64(Self.head + block * Self.blockBytes)
        let codes = part.flatMap(\.codes)
        _ = try codes.withUnsafeBytes {
          try file.writeAll(toAbsoluteOffset: start + Int64(place * StoredVector.width), $0)
        }
        let scales = part.map(\.scale)
        _ = try scales.withUnsafeBytes {
          try file.writeAll(
            toAbsoluteOffset: start + Int64(Self.blockSize * StoredVector.width + place * 4), $0)
        }
        index += count
      }
      // A block is whole, so that nobody reads behind the end.
      let blocks = (first + vectors.count + Self.blockSize - 1) / Self.blockSize
      let end = Int64(Self.head + blocks * Self.blockBytes)
      if try file.seek(offset: 0, from: .end) < end { try file.resize(to: end) }
      guard fdatasync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
  }

  /// Makes those with the numbers in `range` like none; that they are gone is said by the database.
  func clear(_ range: Range<Int>) throws {
    guard !range.isEmpty, access(path.string, F_OK) == 0 else { return }
    let nothing = StoredVector([])
    try write(Array(repeating: nothing, count: range.count), from: range.lowerBound)
  }

  /// The vector of a number, as near as bytes come to it.
  ///
  /// - Throws: `Errno`.
  func vector(_ number: Int) throws -> [Float] {
    let stored = try stored(number)
    return stored.codes.map { Float($0) * stored.scale }
  }

  /// The same, as it is kept.
  func stored(_ number: Int) throws -> StoredVector {
    try open(.readOnly, options: .closeOnExec) { file in
      let (block, place) = number.quotientAndRemainder(dividingBy: Self.blockSize)
      let start = Int64(Self.head + block * Self.blockBytes)
      var vector = StoredVector([])
      _ = try vector.codes.withUnsafeMutableBytes {
        try file.read(fromAbsoluteOffset: start + Int64(place * StoredVector.width), into: $0)
      }
      _ = try withUnsafeMutableBytes(of: &vector.scale) {
        try file.read(
          fromAbsoluteOffset: start + Int64(Self.blockSize * StoredVector.width + place * 4), into: $0)
      }
      return vector
    }
  }

  /// How many vectors there is room for in the file; 0 where there is none.
  ///
  /// - Throws: `Errno`.
  var count: Int {
    get throws {
      guard access(path.string, F_OK) == 0 else { return 0 }
      return try open(.readOnly, options: .closeOnExec) { file in
        max(0, Int(try file.seek(offset: 0, from: .end)) - Self.head) / Self.blockBytes * Self.blockSize
      }
    }
  }

  /// The numbers of the `count` vectors that are most like `query`, best first, and how much: 1 for the same direction.
  /// Those without any likeness are left out.
  ///
  /// - Parameters:
  ///   - end: numbers from it on are not looked at.
  ///   - isWanted: asked only of those that would be among the best.
  /// - Throws: `Errno`; `CancellationError` every few milliseconds.
  func nearest(
    to query: QueryVector, count: Int, below end: Int, where isWanted: (Int) -> Bool = { _ in true }
  ) throws -> [(number: Int, score: Float)] {
    guard count > 0, end > 0, access(path.string, F_OK) == 0 else { return [] }
    return try open(.readOnly, options: .closeOnExec) { file in
      let size = Int(try file.seek(offset: 0, from: .end))
      let blocks = min((end + Self.blockSize - 1) / Self.blockSize, max(0, size - Self.head) / Self.blockBytes)
      guard blocks > 0 else { return [] }
      let length = Self.head + blocks * Self.blockBytes
      guard let map = mmap(nil, length, PROT_READ, MAP_SHARED, file.rawValue, 0), map != MAP_FAILED else {
        throw Errno(rawValue: errno)
      }
      defer { munmap(map, length) }
      guard memcmp(map, Self.mark, Self.mark.count) == 0 else { throw Errno.invalidArgument }
      madvise(map, length, MADV_SEQUENTIAL)
      var best = BestScores(count)
      var scores = [Float](repeating: 0, count: Self.blockSize)
      for block in 0..<blocks {
        if block % 64 == 0 { try Task.checkCancellation() }
        let start = map + Self.head + block * Self.blockBytes
        query.codes.withUnsafeBufferPointer { codes in
          cvs_products(
            start.assumingMemoryBound(to: Int8.self),
            (start + Self.blockSize * StoredVector.width).assumingMemoryBound(to: Float.self), Self.blockSize,
            codes.baseAddress, query.scale, &scores)
        }
        for place in 0..<Self.blockSize where scores[place] > best.least {
          let number = block * Self.blockSize + place
          if number < end, isWanted(number) { best.add(number, scores[place]) }
        }
      }
      return best.sorted
    }
  }

  private func open<Value>(
    _ mode: FileDescriptor.AccessMode, options: FileDescriptor.OpenOptions, _ body: (FileDescriptor) throws -> Value
  ) throws -> Value {
    let file = try FileDescriptor.open(path, mode, options: options, permissions: .ownerReadWrite)
    return try file.closeAfter { try body(file) }
  }
}
