/**
 * What Exchange calls the folders of its own, in the languages of mailboxes. It names all of them when a mailbox is made, in that mailbox's
 * language, and lists by IMAP those too that hold no mail.
 */

/** One language. Names are compared folded. */
export interface ExchangeNames {
  /** By these two, which every mailbox has, its language is told. First as Microsoft 365 calls them, then as Outlook.com did. */
  sent: readonly string[];
  deleted: readonly string[];
  /** Below these Exchange makes folders itself: calendar, contacts, feeds, conversations of Teams and Skype, problems of Outlook's. */
  withAllBelow: readonly string[];
  /** Tasks, notes, journal, outbox: what lies below one of them, a person has made. */
  alone: readonly string[];
}

/**
 * A name that is missing makes a folder more than there need be, and one too many hides mail: doubtful ones are left out, such as
 * "work" in Chinese and Thai, by which their tasks go.
 */
export const exchangeNames: readonly ExchangeNames[] = [
  {
    sent: ['Sent Items', 'Sent'],
    deleted: ['Deleted Items', 'Deleted'],
    withAllBelow: [
      'Calendar',
      'Contacts',
      'Suggested Contacts',
      'Conversation History',
      'RSS Feeds',
      'RSS Subscriptions',
      'Sync Issues',
    ],
    alone: ['Journal', 'Notes', 'Tasks', 'Outbox'],
  },
  {
    sent: ['Gesendete Elemente', 'Gesendet'],
    deleted: ['Gelöschte Elemente', 'Gelöscht'],
    withAllBelow: [
      'Kalender',
      'Kontakte',
      'Verlauf der Unterhaltung',
      'Aufgezeichnete Unterhaltungen',
      'RSS-Feeds',
      'RSS-Abonnements',
      'Synchronisierungsprobleme',
    ],
    alone: ['Journal', 'Notizen', 'Aufgaben', 'Postausgang'],
  },
  {
    sent: ['Éléments envoyés', 'Envoyés'],
    deleted: ['Éléments supprimés', 'Supprimés'],
    withAllBelow: [
      'Calendrier',
      'Contacts',
      'Historique des conversations',
      'Flux RSS',
      'Problèmes de synchronisation',
    ],
    alone: ['Journal', 'Notes', 'Tâches', 'Boîte d’envoi'],
  },
  {
    sent: ['Elementos enviados', 'Enviados'],
    deleted: ['Elementos eliminados', 'Eliminados'],
    withAllBelow: ['Calendario', 'Contactos', 'Historial de conversaciones', 'Fuentes RSS'],
    alone: ['Diario', 'Notas', 'Tareas', 'Bandeja de salida'],
  },
  {
    sent: ['Posta inviata', 'Inviata'],
    deleted: ['Posta eliminata', 'Eliminata'],
    withAllBelow: ['Calendario', 'Contatti', 'Cronologia conversazioni', 'Feed RSS'],
    alone: ['Diario', 'Note', 'Attività', 'Posta in uscita'],
  },
  {
    sent: ['Itens enviados', 'Enviados'],
    deleted: ['Itens excluídos', 'Itens eliminados', 'Excluídos'],
    withAllBelow: [
      'Calendário',
      'Contatos',
      'Contactos',
      'Histórico de conversa',
      'Histórico de conversas',
      'RSS Feeds',
    ],
    alone: ['Diário', 'Anotações', 'Notas', 'Tarefas', 'Caixa de saída', 'A enviar'],
  },
  {
    sent: ['Verzonden items', 'Verzonden'],
    deleted: ['Verwijderde items', 'Verwijderd'],
    withAllBelow: ['Agenda', 'Contactpersonen', 'Gespreksgeschiedenis', 'RSS-feeds'],
    alone: ['Logboek', 'Notities', 'Taken', 'Postvak UIT'],
  },
  {
    sent: ['Отправленные'],
    deleted: ['Удаленные'],
    withAllBelow: ['Календарь', 'Контакты', 'Журнал бесед', 'RSS-каналы'],
    alone: ['Дневник', 'Журнал', 'Заметки', 'Задачи', 'Исходящие'],
  },
  {
    sent: ['Надіслані'],
    deleted: ['Видалені'],
    withAllBelow: ['Календар', 'Контакти'],
    alone: ['Журнал', 'Нотатки', 'Завдання', 'Вихідні'],
  },
  {
    sent: ['Elementy wysłane', 'Wysłane'],
    deleted: ['Elementy usunięte', 'Usunięte'],
    withAllBelow: ['Kalendarz', 'Kontakty', 'Historia konwersacji'],
    alone: ['Dziennik', 'Notatki', 'Zadania', 'Skrzynka nadawcza'],
  },
  {
    sent: ['Odeslaná pošta'],
    deleted: ['Odstraněná pošta'],
    withAllBelow: ['Kalendář', 'Kontakty'],
    alone: ['Deník', 'Poznámky', 'Úkoly', 'Pošta k odeslání'],
  },
  {
    sent: ['Odoslaná pošta'],
    deleted: ['Odstránená pošta'],
    withAllBelow: ['Kalendár', 'Kontakty'],
    alone: ['Denník', 'Poznámky', 'Úlohy', 'Pošta na odoslanie'],
  },
  {
    sent: ['Elküldött elemek'],
    deleted: ['Törölt elemek'],
    withAllBelow: ['Naptár', 'Névjegyek'],
    alone: ['Napló', 'Feljegyzések', 'Feladatok', 'Postázandó üzenetek'],
  },
  {
    sent: ['Elemente trimise'],
    deleted: ['Elemente șterse'],
    withAllBelow: ['Calendar', 'Persoane de contact'],
    alone: ['Jurnal', 'Note', 'Activități', 'Ieșire'],
  },
  {
    sent: ['Skickat', 'Skickade objekt'],
    deleted: ['Borttaget', 'Borttagna objekt'],
    withAllBelow: ['Kalender', 'Kontakter', 'Konversationshistorik'],
    alone: ['Journal', 'Anteckningar', 'Uppgifter', 'Utkorgen'],
  },
  {
    sent: ['Sendt post'],
    deleted: ['Slettet post'],
    withAllBelow: ['Kalender', 'Kontaktpersoner', 'Samtaleoversigt'],
    alone: ['Journal', 'Noter', 'Opgaver', 'Udbakke'],
  },
  {
    sent: ['Sendte elementer'],
    deleted: ['Slettede elementer'],
    withAllBelow: ['Kalender', 'Kontakter', 'Samtalelogg'],
    alone: ['Journal', 'Notater', 'Oppgaver', 'Utboks'],
  },
  {
    sent: ['Lähetetyt'],
    deleted: ['Poistetut'],
    withAllBelow: ['Kalenteri', 'Yhteystiedot', 'Keskusteluhistoria'],
    alone: ['Päiväkirja', 'Muistiinpanot', 'Tehtävät', 'Lähtevät'],
  },
  {
    sent: ['Απεσταλμένα'],
    deleted: ['Διαγραμμένα'],
    withAllBelow: ['Ημερολόγιο', 'Επαφές'],
    alone: ['Χρονικό', 'Σημειώσεις', 'Εργασίες', 'Εξερχόμενα'],
  },
  {
    sent: ['Gönderilmiş Öğeler'],
    deleted: ['Silinmiş Öğeler'],
    withAllBelow: ['Takvim', 'Kişiler', 'Konuşma Geçmişi'],
    alone: ['Günlük', 'Notlar', 'Görevler', 'Giden Kutusu'],
  },
  {
    sent: ['פריטים שנשלחו'],
    deleted: ['פריטים שנמחקו'],
    withAllBelow: ['לוח שנה', 'אנשי קשר'],
    alone: ['יומן', 'פתקים', 'משימות', 'דואר יוצא'],
  },
  {
    sent: ['العناصر المرسلة'],
    deleted: ['العناصر المحذوفة'],
    withAllBelow: ['التقويم', 'جهات الاتصال'],
    alone: ['دفتر اليومية', 'الملاحظات', 'المهام', 'البريد الصادر'],
  },
  {
    sent: ['已发送邮件'],
    deleted: ['已删除邮件'],
    withAllBelow: ['日历', '联系人', '对话历史记录', 'RSS 源', '同步问题'],
    alone: ['日记', '便笺', '任务', '发件箱'],
  },
  {
    sent: ['已傳送的郵件', '寄件備份'],
    deleted: ['刪除的郵件'],
    withAllBelow: ['行事曆', '連絡人', '交談記錄'],
    alone: ['日誌', '記事', '寄件匣'],
  },
  {
    sent: ['送信済みアイテム'],
    deleted: ['削除済みアイテム'],
    withAllBelow: ['予定表', '連絡先', '会話の履歴', 'RSS フィード'],
    alone: ['履歴', 'メモ', 'タスク', '送信トレイ'],
  },
  {
    sent: ['보낸 편지함'],
    deleted: ['지운 편지함'],
    withAllBelow: ['일정', '연락처', '대화 내용'],
    alone: ['업무 일지', '메모', '작업', '보낼 편지함'],
  },
  {
    sent: ['Mục đã Gửi'],
    deleted: ['Mục đã Xóa'],
    withAllBelow: ['Lịch', 'Liên hệ'],
    alone: ['Nhật ký', 'Ghi chú', 'Nhiệm vụ', 'Hộp thư đi'],
  },
  {
    sent: ['Item Terkirim'],
    deleted: ['Item Terhapus'],
    withAllBelow: ['Kalender', 'Kontak'],
    alone: ['Jurnal', 'Catatan', 'Tugas', 'Kotak Keluar'],
  },
  {
    sent: ['รายการที่ถูกส่ง'],
    deleted: ['รายการที่ถูกลบ'],
    withAllBelow: ['ปฏิทิน', 'ที่ติดต่อ'],
    alone: ['สมุดบันทึก', 'บันทึกย่อ', 'กล่องจดหมายออก'],
  },
  {
    sent: ['Изпратени'],
    deleted: ['Изтрити'],
    withAllBelow: ['Календар', 'Контакти'],
    alone: ['Дневник', 'Бележки', 'Задачи', 'Изходящи'],
  },
  {
    sent: ['Poslane stavke'],
    deleted: ['Izbrisane stavke'],
    withAllBelow: ['Kalendar', 'Kontakti'],
    alone: ['Dnevnik', 'Bilješke', 'Beleške', 'Zadaci', 'Izlazna pošta'],
  },
  {
    sent: ['Послате ставке'],
    deleted: ['Избрисане ставке'],
    withAllBelow: ['Календар', 'Контакти'],
    alone: ['Дневник', 'Белешке', 'Задаци'],
  },
  {
    sent: ['Poslano'],
    deleted: ['Izbrisano'],
    withAllBelow: ['Koledar', 'Stiki'],
    alone: ['Dnevnik', 'Opombe', 'Opravila', 'V pošiljanju'],
  },
  {
    sent: ['Išsiųsti elementai'],
    deleted: ['Panaikinti elementai'],
    withAllBelow: ['Kalendorius', 'Adresatai'],
    alone: ['Žurnalas', 'Pastabos', 'Užduotys', 'Siunčiamieji'],
  },
  {
    sent: ['Nosūtītie vienumi'],
    deleted: ['Izdzēstie vienumi'],
    withAllBelow: ['Kalendārs', 'Kontaktpersonas'],
    alone: ['Žurnāls', 'Piezīmes', 'Uzdevumi', 'Izsūtne'],
  },
  {
    sent: ['Saadetud üksused'],
    deleted: ['Kustutatud üksused'],
    withAllBelow: ['Kalender', 'Kontaktid'],
    alone: ['Päevik', 'Märkmed', 'Ülesanded', 'Väljundkaust'],
  },
  {
    sent: ['Elements enviats'],
    deleted: ['Elements suprimits'],
    withAllBelow: ['Calendari', 'Contactes'],
    alone: ['Diari', 'Notes', 'Tasques', 'Safata de sortida'],
  },
  {
    sent: ['Item Dihantar'],
    deleted: ['Item Dipadamkan'],
    withAllBelow: ['Kalendar', 'Kenalan'],
    alone: ['Jurnal', 'Nota', 'Tugas', 'Peti Keluar'],
  },
  {
    sent: ['भेजे गए आइटम'],
    deleted: ['हटाए गए आइटम'],
    withAllBelow: ['कैलेंडर', 'संपर्क'],
    alone: ['जर्नल', 'नोट्स', 'कार्य', 'आउटबॉक्स'],
  },
  {
    sent: ['موارد ارسال شده'],
    deleted: ['موارد حذف شده'],
    withAllBelow: ['تقویم', 'مخاطبین'],
    alone: ['یادداشت ها', 'وظایف', 'صندوق خروجی'],
  },
];
