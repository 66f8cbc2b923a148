package handcar.rag.extract;

import module java.base;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.jspecify.annotations.Nullable;

/// A colour as far as it decides whether letters are seen: shares of red, green and blue from 0 to 1. Profiles are not
/// applied, so two colours that differ a little may look alike.
///
/// Colour spaces: ISO 32000-1, 8.6.
record PdfColor(float red, float green, float blue) {
    static final PdfColor WHITE = new PdfColor(1, 1, 1);

    private static final PdfColor BLACK = new PdfColor(0, 0, 0);

    /// Nobody tells colours apart that differ by less.
    private static final float ALIKE = 0.06f;

    /// How the numbers of a colour are meant.
    enum Space {
        GRAY(1),
        RGB(3),
        CMYK(4),
        /// Inks by name; none of them is the paper.
        INKS(0),
        /// Patterns, tables of colours and the like.
        OTHER(0);

        private final int numbers;

        Space(int numbers) {
            this.numbers = numbers;
        }

        /// The space that a page names, by its name or by what its resources say of it.
        static Space of(@Nullable COSBase named) {
            COSBase kind = named instanceof COSArray array ? array.getObject(0) : named;
            String name = kind instanceof COSName found ? found.getName() : "";
            return switch (name) {
                case "DeviceGray", "CalGray", "G" -> GRAY;
                case "DeviceRGB", "CalRGB", "RGB" -> RGB;
                case "DeviceCMYK", "CMYK" -> CMYK;
                case "Separation", "DeviceN" -> INKS;
                case "ICCBased" ->
                        named instanceof COSArray array
                                        && array.getObject(1) instanceof COSDictionary profile
                                ? ofNumbers(profile.getInt(COSName.N))
                                : OTHER;
                default -> OTHER;
            };
        }

        private static Space ofNumbers(int numbers) {
            return Stream.of(GRAY, RGB, CMYK)
                    .filter(space -> space.numbers == numbers)
                    .findFirst()
                    .orElse(OTHER);
        }

        /// The colour before one is chosen, where it is known.
        Optional<PdfColor> first() {
            return switch (this) {
                case GRAY, RGB, CMYK -> Optional.of(BLACK);
                case INKS, OTHER -> Optional.empty();
            };
        }

        /// The colour of these numbers, where it is known.
        Optional<PdfColor> color(List<COSBase> operands) {
            List<Float> all =
                    operands.stream()
                            .filter(COSNumber.class::isInstance)
                            .map(number -> Math.clamp(((COSNumber) number).floatValue(), 0f, 1f))
                            .toList();
            if (all.size() < Math.max(1, numbers)) {
                return Optional.empty();
            }
            return switch (this) {
                case GRAY -> Optional.of(new PdfColor(all.get(0), all.get(0), all.get(0)));
                case RGB -> Optional.of(new PdfColor(all.get(0), all.get(1), all.get(2)));
                case CMYK -> {
                    float white = 1 - all.get(3);
                    yield Optional.of(
                            new PdfColor(
                                    white * (1 - all.get(0)),
                                    white * (1 - all.get(1)),
                                    white * (1 - all.get(2))));
                }
                case INKS ->
                        all.stream().allMatch(ink -> ink == 0)
                                ? Optional.of(WHITE)
                                : Optional.empty();
                case OTHER -> Optional.empty();
            };
        }
    }

    boolean isLike(PdfColor other) {
        return Math.abs(red - other.red) < ALIKE
                && Math.abs(green - other.green) < ALIKE
                && Math.abs(blue - other.blue) < ALIKE;
    }
}
