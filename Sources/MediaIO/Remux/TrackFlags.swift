import SystemPackage

/// Says in a finished MP4 which tracks are on by themselves.
///
/// FFmpeg turns on the first track of each kind where none was asked for; that is right for pictures and sound, but
/// subtitles that nobody asked for would show.
enum TrackFlags {
  /// - Parameter enabled: one for each track, in the order of the file; nil leaves it as it is, as are those that follow.
  static func enable(_ enabled: [Bool?], in file: OutputFile) throws(MediaError) {
    do {
      let size = try file.descriptor.seek(offset: 0, from: .end)
      guard let movie = try find("moov", in: 0..<size, of: file.descriptor) else { return }
      var rest = enabled[...]
      var position = movie.lowerBound
      while let isOn = rest.first, let track = try find("trak", in: position..<movie.upperBound, of: file.descriptor) {
        rest = rest.dropFirst()
        position = track.upperBound
        guard let isOn, let head = try find("tkhd", in: track, of: file.descriptor), head.count > 4 else { continue }
        // A version of 8 bits, then flags of 24, of which the lowest is this one.
        try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { byte in
          guard try file.descriptor.read(fromAbsoluteOffset: head.lowerBound + 3, into: byte) == 1 else { return }
          byte[0] = isOn ? byte[0] | 1 : byte[0] & ~1
          _ = try file.descriptor.writeAll(toAbsoluteOffset: head.lowerBound + 3, UnsafeRawBufferPointer(byte))
        }
      }
    } catch {
      throw MediaError(.output, path: file.path, message: "cannot be finished: \(error); nothing was kept of it")
    }
  }

  /// Whether the index of an MP4 stands before its media.
  static func isIndexInFront(of path: FilePath) -> Bool {
    guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else { return false }
    defer { try? descriptor.close() }
    guard let size = try? descriptor.seek(offset: 0, from: .end),
      let movie = try? find("moov", in: 0..<size, of: descriptor)
    else { return false }
    let media = try? find("mdat", in: 0..<size, of: descriptor)
    return media.map { movie.lowerBound < $0.lowerBound } ?? false
  }

  /// The content of the first box called `name` in a part of the file.
  private static func find(
    _ name: StaticString, in range: Range<Int64>, of file: FileDescriptor
  ) throws -> Range<Int64>? {
    var position = range.lowerBound
    while range.upperBound - position >= 8 {
      var size: UInt64 = 0
      var head: Int64 = 8
      let isFound = try withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { bytes in
        let count = try file.read(fromAbsoluteOffset: position, into: bytes)
        guard count >= 8 else { return false }
        size = bytes[0..<4].reduce(0) { $0 << 8 | UInt64($1) }
        if size == 1, count == 16 {
          size = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
          head = 16
        }
        return name.withUTF8Buffer { $0.elementsEqual(bytes[4..<8]) }
      }
      let rest = UInt64(range.upperBound - position)
      // 0: to the end of the file.
      if size == 0 { size = rest }
      guard size >= UInt64(head), size <= rest else { return nil }
      if isFound { return position + head..<position + Int64(size) }
      position += Int64(size)
    }
    return nil
  }
}

extension MediaInput {
  /// Whether its index stands before its media.
  var isIndexInFront: Bool { isMP4Family && TrackFlags.isIndexInFront(of: path) }
}
