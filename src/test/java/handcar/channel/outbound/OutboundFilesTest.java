package handcar.channel.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.ChannelCapabilities;
import handcar.channel.FakeHttpProvider;
import handcar.channel.FileRules;
import handcar.channel.FileRules.Transfer;
import handcar.channel.Outbound.Media;
import handcar.channel.outbound.Delivery.State;
import handcar.chat.Message;
import handcar.chat.MessageInput;
import handcar.chat.ReceiveResult;
import handcar.chat.StaffActor;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeRequest;
import handcar.fakes.FakeServer;
import handcar.json.JsonView;
import handcar.problem.Problem;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Files of staff on their way through the outbox, to a provider that they are uploaded to, or that has them in the message.
final class OutboundFilesTest {
    private static final byte[] PDF = "%PDF-1.7 an invoice".getBytes(StandardCharsets.US_ASCII);
    private static final String PDF_TYPE = "application/pdf";

    private static final FileRules UPLOADED =
            new FileRules(
                    Transfer.UPLOAD,
                    20,
                    List.of(
                            FileRules.kind(Media.Type.AUDIO, 1, "audio/mpeg"),
                            FileRules.kind(Media.Type.DOCUMENT, 1, PDF_TYPE)));

    private final FakeServer tower = new FakeServer(FakeHttpProvider.taken());
    private Optional<DeliveryFixture> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(DeliveryFixture::close);
        tower.close();
    }

    private DeliveryFixture shop(FileRules rules) {
        ChannelCapabilities capabilities = FakeHttpProvider.shape(100).with(rules);
        DeliveryFixture shop = new DeliveryFixture(tower, capabilities);
        open = Optional.of(shop);
        return shop;
    }

    private static UUID pdf(DeliveryFixture shop, String name) {
        return shop.file(DeliveryFixture.ALICE, name, PDF_TYPE, PDF);
    }

    private List<FakeRequest> requests(String path) {
        return tower.requests().stream().filter(each -> each.path().equals(path)).toList();
    }

    private List<JsonView> sent() {
        return requests("/send").stream().map(FakeRequest::json).toList();
    }

    private static void settles(DeliveryFixture shop, UUID id, State... states) {
        Wait.until(
                "the parts are " + List.of(states),
                () -> shop.states(id),
                found -> found.equals(List.of(states)));
    }

    @Test
    void aFileIsUploadedAndThenSentWithItsCaption() {
        DeliveryFixture shop = shop(UPLOADED).open();
        UUID id = shop.opened("ann");
        Message said = shop.staffSends(id, "Your *invoice*.", pdf(shop, "invoice.pdf"));
        settles(shop, id, State.SENT);
        assertEquals(1, requests("/upload").size());
        assertEquals(PDF_TYPE, requests("/upload").getFirst().header("content-type"));
        assertEquals("%PDF-1.7 an invoice", requests("/upload").getFirst().text());
        assertEquals(1, sent().size());
        assertEquals("Your invoice.", sent().getFirst().text("text").orElse(""));
        assertTrue(sent().getFirst().at("files").at(0).text().orElse("").startsWith("ext-"));
        JsonView file = new JsonView(said.attachments().getFirst());
        assertEquals("invoice.pdf", file.text("name").orElse(""));
        assertEquals(PDF_TYPE, file.text("mime_type").orElse(""));
        assertEquals("sent", shop.status(id));
    }

    @Test
    void aTextThatIsNoCaptionGoesBeforeTheFilesWhichKeepTheirOrder() {
        DeliveryFixture shop = shop(UPLOADED).open();
        UUID id = shop.opened("ann");
        byte[] sound = {(byte) 0xFF, (byte) 0xFB, 0x10, 0};
        UUID song = shop.file(DeliveryFixture.ALICE, "song.mp3", "audio/mpeg", sound);
        shop.staffSends(id, "Listen.", song, pdf(shop, "a.pdf"), pdf(shop, "b.pdf"));
        settles(shop, id, State.SENT, State.SENT, State.SENT, State.SENT);
        assertEquals(
                List.of("Listen.", "", "", ""),
                sent().stream().map(each -> each.text("text").orElse("")).toList());
        assertEquals(
                List.of(List.of(), List.of(song)),
                shop.parts(id).stream().limit(2).map(Delivery::files).toList());
        UUID second = shop.opened("bob");
        shop.staffSends(second, "A text that is longer than a caption.", pdf(shop, "c.pdf"));
        settles(shop, second, State.SENT, State.SENT);
    }

    @Test
    void severalFilesGoInOneMessageWhereItHoldsThem() {
        DeliveryFixture shop = shop(FileRules.anyInMessage(2, 1)).open();
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"), pdf(shop, "b.pdf"), pdf(shop, "c.pdf"));
        settles(shop, id, State.SENT, State.SENT);
        assertEquals(
                List.of("[a.pdf, b.pdf]", "[c.pdf]"),
                sent().stream().map(each -> String.valueOf(each.at("files").value())).toList());
        assertEquals(List.of(), requests("/upload"));
    }

    @Test
    void anUploadIsRepeatedWhateverBecameOfItAndTheMessageIsSentOnce() {
        tower.then(
                FakeReply.hangUp(), FakeReply.json(429, Map.of()), FakeReply.json(200, Map.of()));
        DeliveryFixture shop = shop(UPLOADED).open();
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"));
        settles(shop, id, State.SENT);
        assertEquals(4, requests("/upload").size());
        assertEquals(1, sent().size());
        assertEquals(4, shop.parts(id).getFirst().attempt(), "three failed, and the message");
    }

    @Test
    void whatBreaksOffWhileItIsSentIsUnknownAndNeverRepeated() {
        tower.then(FakeHttpProvider.taken(), FakeReply.hangUp());
        DeliveryFixture shop = shop(UPLOADED).open();
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"));
        settles(shop, id, State.UNKNOWN);
        assertEquals(1, sent().size());
        assertEquals(1, requests("/upload").size());
    }

    @Test
    void anUploadThatIsRefusedIsToldToStaff() {
        tower.then(FakeReply.json(400, Map.of()));
        DeliveryFixture shop = shop(UPLOADED).open();
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"), pdf(shop, "b.pdf"));
        settles(shop, id, State.REFUSED, State.WITHDRAWN);
        assertEquals(List.of(), sent());
        assertEquals("refused", shop.status(id));
    }

    @Test
    void aProcessThatStoppedBetweenUploadAndMessageLosesAndDoublesNothing() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"));
        // as a process leaves it that uploads, or has uploaded, and is killed
        shop.sql(
                "UPDATE deliveries SET claim = gen_random_uuid(), attempt = 1, due_at = now() -"
                        + " interval '1 second'");
        shop.open();
        settles(shop, id, State.SENT);
        assertEquals(1, sent().size());
    }

    @Test
    void aProcessThatStoppedWhileItSentAFileLeavesItUnknownOnlyAfterTheTimeForFiles() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"));
        shop.sql(
                "UPDATE deliveries SET claim = gen_random_uuid(), attempt = 1, uploaded = '7',"
                        + " state = 'sending', claimed_at = now() - interval '15 seconds'");
        assertEquals(List.of(), shop.store.lost("raven", "tower", DeliveryFixture.HASTY.lost()));
        shop.sql("UPDATE deliveries SET claimed_at = now() - interval '40 seconds'");
        shop.open();
        settles(shop, id, State.UNKNOWN);
        assertEquals(List.of(), sent());
    }

    @Test
    void aFileThatIsNoLongerKeptIsRefused() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        shop.staffSends(id, "", pdf(shop, "a.pdf"));
        shop.sql("UPDATE media SET state = 'expired', blob_id = NULL");
        shop.open();
        settles(shop, id, State.REFUSED);
        assertTrue(shop.parts(id).getFirst().error().orElse("").contains("no longer kept"));
    }

    @Test
    void aFileIsSentOnceByWhoUploadedIt() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        UUID file = pdf(shop, "a.pdf");
        UUID bobs = shop.file(StaffActor.colleague("bob"), "b.pdf", PDF_TYPE, PDF);
        for (UUID wrong : List.of(UUID.randomUUID(), bobs)) {
            assertThrows(Problem.NotFound.class, () -> shop.staffSends(id, "", file, wrong));
        }
        shop.staffSends(id, "", file);
        Problem again =
                assertThrows(Problem.NotFound.class, () -> shop.staffSends(id, "again", file));
        assertEquals("attachment_not_found", again.code());
        assertEquals(1, shop.parts(id).size());
    }

    @Test
    void theSameReplyAgainIsNotASecondOne() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        MessageInput reply = new MessageInput("", Optional.of("once"), List.of(pdf(shop, "a.pdf")));
        ReceiveResult first = shop.desk.reply(id, DeliveryFixture.ALICE, reply);
        ReceiveResult second = shop.desk.reply(id, DeliveryFixture.ALICE, reply);
        assertTrue(first.isNew() && !second.isNew());
        assertEquals(first.message().id(), second.message().id());
        assertEquals(1, shop.parts(id).size());
    }

    @Test
    void ofTwoWhoSendAFileAtOnceOneIsRefused() throws Exception {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        UUID file = pdf(shop, "a.pdf");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> both =
                    threads.invokeAll(
                            Collections.nCopies(
                                    2,
                                    () -> {
                                        try {
                                            shop.staffSends(id, "", file);
                                            return true;
                                        } catch (Problem.NotFound e) {
                                            return false;
                                        }
                                    }));
            long accepted = 0;
            for (Future<Boolean> each : both) {
                accepted += each.get() ? 1 : 0;
            }
            assertEquals(1, accepted);
        }
        assertEquals(1, shop.parts(id).size());
    }

    @Test
    void whatTheChannelDoesNotTakeIsRefusedBeforeAnythingIsStored() {
        DeliveryFixture shop = shop(UPLOADED);
        UUID id = shop.opened("ann");
        byte[] large = Arrays.copyOf(PDF, 1_100_000);
        UUID tooLarge = shop.file(DeliveryFixture.ALICE, "large.pdf", PDF_TYPE, large);
        UUID zip =
                shop.file(
                        DeliveryFixture.ALICE,
                        "a.zip",
                        "application/zip",
                        "PK\3\4".getBytes(StandardCharsets.US_ASCII));
        for (UUID wrong : List.of(tooLarge, zip)) {
            Problem refused =
                    assertThrows(Problem.BadFields.class, () -> shop.staffSends(id, "", wrong));
            assertTrue(refused.details().toString().contains("attachments"), refused.toString());
        }
        assertEquals(List.of(), shop.parts(id));
        assertEquals(List.of(), shop.conversations.transcript(id, 10));
    }
}
