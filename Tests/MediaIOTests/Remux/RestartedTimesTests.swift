import Foundation
import Media
import MediaIO
import SystemPackage
import Testing
import Timeline

@Suite struct RestartedTimesTests {
  /// Two recordings in one file: the pictures of the second do not all stand in one moment.
  @Test func `times that begin anew go on in the copy`() throws {
    let scratch = try Scratch()
    let part = scratch.path.appending("part.ts")
    try BleepFixtures.write(BleepFixtures.sound(seconds: 8, channels: 2), as: "mp2", to: part)
    let bytes = try Data(contentsOf: URL(filePath: part.string))
    let source = try scratch.file("source.ts", bytes + bytes)
    let output = scratch.path.appending("copy.ts")
    let report = try AudioBleeper.bleep([], of: source, to: output, cancellation: Cancellation())
    #expect(report.warnings.contains { $0.contains("begin anew") })
    let (before, after) = (try ReadBack(source).streams[0].packets, try ReadBack(output).streams[0].packets)
    #expect(before.map(\.payload) == after.map(\.payload))
    let times = try after.map { try #require($0.time) }
    let steps = Set(zip(times, times.dropFirst()).map { $1 - $0 })
    #expect(steps.allSatisfy { (23...25).contains($0 / 1_000) }, "\(steps)")
  }

  private func seconds(_ value: Double) -> MediaTime { MediaTime(seconds: value) }

  /// A sign that stands through a scene, and what is said meanwhile.
  @Test func `subtitles overlap`() {
    var times = RestartedTimes()
    for (start, length) in [(1.0, 39.0), (2, 2), (5, 3), (0.5, 3_000), (60, 2)] {
      #expect(times.offset(of: seconds(start), lasting: seconds(length), in: 2, isSparse: true) == .zero)
    }
    #expect(times.count == 0)
  }

  @Test func `a single wrong time changes nothing`() {
    for wrong in [1_000.0, -1_000] {
      var times = RestartedTimes()
      var time = 0.0
      for number in 0..<40 {
        if number == 20 {
          #expect(times.isLeap(to: seconds(wrong), in: 1) == (wrong > 0))
          _ = times.offset(of: seconds(wrong), lasting: seconds(1), in: 1, isSparse: false)
        } else {
          let offset = times.offset(of: seconds(time), lasting: seconds(1), in: 1, isSparse: false)
          #expect(offset == .zero, "\(number) after \(wrong)")
        }
        time += 1
      }
    }
  }

  @Test func `tracks that begin anew stay together`() {
    var times = RestartedTimes()
    for number in 0..<10 {
      _ = times.offset(of: seconds(Double(number)), lasting: seconds(1), in: 0, isSparse: false)
      _ = times.offset(of: seconds(Double(number) + 0.3), lasting: seconds(1), in: 1, isSparse: false)
    }
    let first = times.offset(of: .zero, lasting: seconds(1), in: 0, isSparse: false)
    #expect(first == seconds(10))
    #expect(times.offset(of: seconds(0.3), lasting: seconds(1), in: 1, isSparse: false) == first)
    // One that has nothing before.
    #expect(times.offset(of: seconds(2), lasting: seconds(1), in: 2, isSparse: true) == first)
    #expect(times.count == 2)
  }

  /// A packet of sound that says it comes a quarter of an hour later.
  @Test func `a wild time is mended in the copy`() throws {
    let scratch = try Scratch()
    let part = scratch.path.appending("part.ts")
    try BleepFixtures.write(BleepFixtures.sound(seconds: 8, channels: 2), as: "mp2", to: part)
    var bytes = try Data(contentsOf: URL(filePath: part.string))
    // The time stamp of the middle one of all packets of sound: ISO 13818-1, 2.4.3.6.
    let starts = stride(from: 0, to: bytes.count - 188, by: 188).compactMap { packet -> Int? in
      let start = bytes[packet..<packet + 188].firstRange(of: Data([0, 0, 1, 0xC0]))?.lowerBound
      return start.flatMap { bytes[$0 + 7] & 0x80 != 0 ? $0 + 9 : nil }
    }
    let place = try #require(starts.dropFirst(starts.count / 2).first)
    bytes[place] |= 0x02
    let source = try scratch.file("source.ts", bytes)
    let output = scratch.path.appending("copy.ts")
    _ = try AudioBleeper.bleep([], of: source, to: output, cancellation: Cancellation())
    let times = try ReadBack(output).streams[0].packets.map { try #require($0.time) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try #require(times.last) - #require(times.first) < 8_200_000)
  }
}
