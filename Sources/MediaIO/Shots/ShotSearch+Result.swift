import CFFmpeg
import Media
import Timeline

extension ShotSearch {
  func changes() -> ShotChanges {
    let base = stream.pointee.time_base
    let timeBase = Rational(Int64(max(base.num, 1)), Int64(max(base.den, 1)))
    var meter = reader.meter
    let rate = meter.rate(timeBase: timeBase)
    let first = meter.first ?? firstTime ?? 0
    let origin =
      MediaTime(av: input.context.pointee.start_time) ?? MediaTime(ticks: first, timeBase: timeBase)
    let grid = FrameGrid(timeBase: timeBase, origin: origin, rate: rate, first: first)
    let changes = found.sorted { $0.time < $1.time }.map { cut in
      ShotChange(time: grid.time(cut.time), score: min(1, cut.difference), evidence: cut.evidence)
    }
    return ShotChanges(
      changes: changes.filter { $0.time > .zero }, stream: Int(stream.pointee.index), frameRate: rate,
      statistics: ShotChanges.Statistics(
        packetsSeen: reader.packetCount, framesDecoded: keyDecoder.decodedCount + decoder.decodedCount,
        damagedPackets: keyDecoder.refusedCount + decoder.refusedCount, groups: groupCount, groupsSkipped: skippedCount)
    )
  }
}
