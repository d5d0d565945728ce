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
}
