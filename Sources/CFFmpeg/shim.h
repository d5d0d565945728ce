#pragma once
#include <errno.h>
#include <limits.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/audio_fifo.h>
#include <libavutil/avutil.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
#include <string.h>

// Macros that the Swift importer does not take.

static const int64_t cff_NOPTS = AV_NOPTS_VALUE;
static const int cff_ERR_EOF = AVERROR_EOF;
static const int cff_ERR_EXIT = AVERROR_EXIT;
static const int cff_ERR_EAGAIN = AVERROR(EAGAIN);
static const int cff_ERR_EIO = AVERROR(EIO);
static const int cff_ERR_EACCES = AVERROR(EACCES);
static const int cff_ERR_ESPIPE = AVERROR(ESPIPE);
static const int cff_ERR_EINVAL = AVERROR(EINVAL);
static const int cff_ERR_ENOMEM = AVERROR(ENOMEM);
static const int cff_ERR_ENOSPC = AVERROR(ENOSPC);
static const int cff_ERR_INVALIDDATA = AVERROR_INVALIDDATA;

static inline AVChannelLayout cff_layout_mono(void) { return (AVChannelLayout)AV_CHANNEL_LAYOUT_MONO; }

// Converts `count` samples of `frame`, from sample `offset` on, to mono float. swr_convert's pointer types differ
// between FFmpeg releases; here they do not matter.
static inline int cff_convert(struct SwrContext *resampler, float *output, int capacity, const AVFrame *frame,
                              int offset, int count) {
  const uint8_t *planes[64];
  uint8_t *outputs[1] = {(uint8_t *)output};
  const int planar = av_sample_fmt_is_planar(frame->format);
  const int channels = frame->ch_layout.nb_channels;
  const int plane_count = planar ? channels : 1;
  const size_t step = (size_t)av_get_bytes_per_sample(frame->format) * (planar ? 1 : channels);
  if (plane_count < 1 || plane_count > 64 || offset < 0 || count < 0 || count > frame->nb_samples - offset)
    return AVERROR(EINVAL);
  for (int i = 0; i < plane_count; i++) planes[i] = frame->extended_data[i] + (size_t)offset * step;
  return swr_convert(resampler, (void *)outputs, capacity, (void *)planes, count);
}

static inline int cff_flush(struct SwrContext *resampler, float *output, int capacity) {
  uint8_t *outputs[1] = {(uint8_t *)output};
  return swr_convert(resampler, (void *)outputs, capacity, NULL, 0);
}

// What a track says of itself beside its parameters, such as how the picture is turned. Newer FFmpeg keeps it among the
// parameters, which are copied anyway.
static inline int cff_copy_side_data(AVStream *output, const AVStream *input) {
#if LIBAVFORMAT_VERSION_INT < AV_VERSION_INT(60, 15, 100)
  for (int i = 0; i < input->nb_side_data; i++) {
    const AVPacketSideData *data = &input->side_data[i];
    uint8_t *copy = av_stream_new_side_data(output, data->type, data->size);
    if (!copy) return AVERROR(ENOMEM);
    memcpy(copy, data->data, data->size);
  }
#endif
  return 0;
}

// Null where the track has none of that kind.
static inline const uint8_t *cff_side_data(const AVStream *stream, enum AVPacketSideDataType type, size_t *size) {
#if LIBAVFORMAT_VERSION_INT < AV_VERSION_INT(60, 15, 100)
  return av_stream_get_side_data(stream, type, size);
#else
  const AVPacketSideData *data = av_packet_side_data_get(stream->codecpar->coded_side_data,
                                                         stream->codecpar->nb_coded_side_data, type);
  *size = data ? data->size : 0;
  return data ? data->data : NULL;
#endif
}

// FFmpeg frees the chapter with the context.
static inline int cff_add_chapter(AVFormatContext *context, int64_t id, AVRational time_base, int64_t start,
                                  int64_t end, const AVDictionary *metadata) {
  AVChapter *chapter = av_mallocz(sizeof(AVChapter));
  if (!chapter) return AVERROR(ENOMEM);
  AVChapter **chapters = av_realloc_array(context->chapters, context->nb_chapters + 1, sizeof(AVChapter *));
  if (!chapters) {
    av_free(chapter);
    return AVERROR(ENOMEM);
  }
  context->chapters = chapters;
  *chapter = (AVChapter){.id = id, .time_base = time_base, .start = start, .end = end};
  av_dict_copy(&chapter->metadata, metadata, 0);
  chapters[context->nb_chapters++] = chapter;
  return 0;
}

// All samples of `frame`; the pointer types of queues differ between FFmpeg releases.
static inline int cff_fifo_write(AVAudioFifo *fifo, AVFrame *frame) {
  return av_audio_fifo_write(fifo, (void *)frame->extended_data, frame->nb_samples);
}

// As many samples as `frame` has room for.
static inline int cff_fifo_read(AVAudioFifo *fifo, AVFrame *frame) {
  return av_audio_fifo_read(fifo, (void *)frame->extended_data, frame->nb_samples);
}

static inline int cff_fill_silence(AVFrame *frame) {
  return av_samples_set_silence(frame->extended_data, 0, frame->nb_samples, frame->ch_layout.nb_channels, frame->format);
}

// Scales `input` to packed RGB. swscale takes arrays of pointers, which the importer makes tuples of.
static inline int cff_scale(struct SwsContext *scaler, const AVFrame *input, uint8_t *output, int stride) {
  uint8_t *planes[4] = {output, NULL, NULL, NULL};
  const int strides[4] = {stride, 0, 0, 0};
  return sws_scale(scaler, (const uint8_t *const *)input->data, input->linesize, 0, input->height, planes, strides);
}

// The colours of `space` in the range of the frame, to those of screens.
static inline int cff_set_colors(struct SwsContext *scaler, int space, int is_full_range) {
  return sws_setColorspaceDetails(scaler, sws_getCoefficients(space), is_full_range, sws_getCoefficients(SWS_CS_DEFAULT),
                                  1, 0, 1 << 16, 1 << 16);
}

// FFmpeg reports the cause of a failure through its log, which is variadic. The last error line of each thread is kept
// for the error that is thrown there; nothing is printed. Used by one Swift file only, so that there is one copy.

static inline char *cff_log_line(void) {
  // Not at file scope: the Swift importer leaves thread-local variables there undefined.
  static _Thread_local char line[256];
  return line;
}

static inline void cff_log_keep(void *source, int level, const char *format, va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  int prefix = 0;
  av_log_format_line(source, level, format, arguments, cff_log_line(), 256, &prefix);
}

static inline void cff_log_install(void) { av_log_set_callback(cff_log_keep); }
static inline void cff_log_clear(void) { cff_log_line()[0] = 0; }
static inline const char *cff_log_last(void) { return cff_log_line(); }

// Brightness of a picture in columns x rows cells, each the mean of samples spread over it, 0...255. The planes are read
// as they are: no conversion, whatever the pixel format. Here and not in Swift for the loops over all pixels.

static inline int cff_sample(const AVFrame *frame, const AVPixFmtDescriptor *format, int component, int x, int y) {
  const AVComponentDescriptor *c = &format->comp[component];
  const uint8_t *line = frame->data[c->plane] + (ptrdiff_t)y * frame->linesize[c->plane];
  if (format->flags & AV_PIX_FMT_FLAG_BITSTREAM) {
    // Black and white have an offset there that counts in other units.
    const int bit = x * c->step + (format->nb_components == 1 ? 0 : c->offset);
    const int shift = 8 - c->depth - (bit & 7), most = (1 << c->depth) - 1;
    return shift < 0 ? 128 : ((line[bit >> 3] >> shift) & most) * 255 / most;
  }
  const uint8_t *p = line + (ptrdiff_t)x * c->step + c->offset;
  if (format->flags & AV_PIX_FMT_FLAG_FLOAT) {
    float value;
    if (c->depth != 32 || (format->flags & AV_PIX_FMT_FLAG_BE)) return 128;
    memcpy(&value, p, sizeof value);
    return value > 0 ? (value < 1 ? (int)(value * 255) : 255) : 0;
  }
  if (c->depth + c->shift <= 8) return ((*p >> c->shift) << 8 >> c->depth) & 255;
  const int value = format->flags & AV_PIX_FMT_FLAG_BE ? p[0] << 8 | p[1] : p[1] << 8 | p[0];
  return ((value >> c->shift) << 8 >> c->depth) & 255;
}

static inline int cff_luma(const AVFrame *frame, uint8_t *cells, int columns, int rows) {
  const AVPixFmtDescriptor *format = av_pix_fmt_desc_get(frame->format);
  const int width = frame->width, height = frame->height;
  if (!format || !frame->data[0] || width < 1 || height < 1) return AVERROR(EINVAL);
  if (format->flags & AV_PIX_FMT_FLAG_HWACCEL || format->nb_components < 1) return AVERROR(EINVAL);
  const int palette = (format->flags & AV_PIX_FMT_FLAG_PAL) != 0;
  const int rgb = (format->flags & AV_PIX_FMT_FLAG_RGB) != 0 && format->nb_components >= 3;
  if (palette && !frame->data[1]) return AVERROR(EINVAL);
  for (int c = 0; c < (rgb && !palette ? 3 : 1); c++)
    if (!frame->data[format->comp[c].plane]) return AVERROR(EINVAL);
  const int simple = !palette && !rgb && format->comp[0].step == 1 && format->comp[0].depth == 8 &&
                     !(format->flags & (AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_FLOAT));
  for (int row = 0; row < rows; row++) {
    const int top = (int)((int64_t)row * height / rows);
    int bottom = (int)((int64_t)(row + 1) * height / rows);
    if (bottom <= top) bottom = top + 1;
    // Ten lines of a cell average grain as well as all of them. An odd step takes lines of both fields.
    const int down = (bottom - top) / 10 > 1 ? (bottom - top) / 10 | 1 : 1;
    for (int column = 0; column < columns; column++) {
      const int left = (int)((int64_t)column * width / columns);
      int right = (int)((int64_t)(column + 1) * width / columns);
      if (right <= left) right = left + 1;
      uint32_t sum = 0, count = 0;
      if (simple) {
        for (int y = top; y < bottom; y += down) {
          const uint8_t *line = frame->data[0] + (ptrdiff_t)y * frame->linesize[0] + left;
          uint32_t part = 0;
          for (int x = 0; x < right - left; x++) part += line[x];
          sum += part / (uint32_t)(right - left);
          count++;
        }
      } else {
        const int across = (right - left) / 10 > 1 ? (right - left) / 10 : 1;
        for (int y = top; y < bottom; y += down) {
          for (int x = left; x < right; x += across) {
            if (palette) {
              uint32_t colour;
              memcpy(&colour, frame->data[1] + 4 * frame->data[0][(ptrdiff_t)y * frame->linesize[0] + x], 4);
              sum += ((colour >> 16 & 255) + 2 * (colour >> 8 & 255) + (colour & 255)) / 4;
            } else if (rgb) {
              sum += (cff_sample(frame, format, 0, x, y) + 2 * cff_sample(frame, format, 1, x, y) +
                      cff_sample(frame, format, 2, x, y)) / 4;
            } else {
              sum += cff_sample(frame, format, 0, x, y);
            }
            count++;
          }
        }
      }
      cells[row * columns + column] = (uint8_t)(sum / count);
    }
  }
  return 0;
}

// Each cell becomes the mean of itself and its neighbours, the nearer ones counting more: then half a cell of motion, which
// no search by whole cells finds, makes little difference even in grass.

static inline void cff_soften(uint8_t *cells, int columns, int rows) {
  uint8_t above[256], line[256];
  if (columns < 1 || columns > 256) return;
  memcpy(above, cells, columns);
  for (int row = 0; row < rows; row++) {
    uint8_t *here = cells + row * columns;
    const uint8_t *below = row + 1 < rows ? here + columns : line;
    memcpy(line, here, columns);
    for (int column = 0; column < columns; column++) {
      const int left = column > 0 ? column - 1 : 0, right = column + 1 < columns ? column + 1 : column;
      const int sum = above[left] + 2 * above[column] + above[right] + 2 * line[left] + 4 * line[column] +
                      2 * line[right] + below[left] + 2 * below[column] + below[right];
      here[column] = (uint8_t)((sum + 8) / 16);
    }
    memcpy(above, line, columns);
  }
}

// The sum of the differences of two pictures of columns x rows cells where each block of 8 x 4 cells of the first lies
// best within `reach` cells of its place in the second; `padded` is the second with its edge repeated `reach` times.

static inline int cff_block_difference(const uint8_t *cells, const uint8_t *padded, int columns, int rows, int reach) {
  const int stride = columns + 2 * reach;
  int sum = 0;
  for (int top = 0; top + 4 <= rows; top += 4) {
    for (int left = 0; left + 8 <= columns; left += 8) {
      const uint8_t *block = cells + top * columns + left;
      int best = INT_MAX;
      for (int y = 0; y <= 2 * reach; y++) {
        for (int x = 0; x <= 2 * reach; x++) {
          const uint8_t *other = padded + (top + y) * stride + left + x;
          int distance = 0;
          for (int row = 0; row < 4; row++)
            for (int column = 0; column < 8; column++) {
              const int difference = block[row * columns + column] - other[row * stride + column];
              distance += difference < 0 ? -difference : difference;
            }
          if (distance < best) best = distance;
        }
      }
      sum += best;
    }
  }
  return sum;
}
